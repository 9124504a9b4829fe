"""Codes and marks: put, taken off, undone, carried over, settled, erased; and who may."""

import pytest

from consult.coding import (
    CodeDraft,
    PassageState,
    SpanDraft,
    Tie,
    UnsoundSpanError,
    amend_passage,
    approve_passage,
    change_code,
    coders_of,
    find_code,
    get_passage,
    make_code,
    mark,
    mark_in_vivo,
    marks_in,
    note_on,
    passages_of,
    reopen_passage,
    retire_code,
    settle,
    themes_of_passages,
    undo,
    unmark,
    withhold_passage,
)
from consult.coding.commands import place_passage
from consult.coding.models import Mark, Passage
from consult.coding.queries import (
    co_occurring,
    count_by_place,
    find_mark,
    has_steps,
    marks_on,
    passages_with,
    recent_code,
    unsure_in,
)
from consult.interviews import BodyKind, Purpose, withdraw_consent
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.processes import State
from consult.transcripts import TextDraft, bring_in
from tests.coding.words import FARE, SAID, TEXT, rows, span
from tests.makers import a_theme
from tests.makers.interviews import an_interview


def test_nobody_else_keeps_codes_or_marks(ada, irma, process, interview, fares):
    made = mark(irma, interview, fares, span())
    holder = make_code(irma, process, CodeDraft("Solo un ramo", is_codable=False))

    for deed in (
        lambda: make_code(ada, process, CodeDraft("A")),
        lambda: change_code(ada, process, fares, CodeDraft("A"), 1),
        lambda: retire_code(ada, process, fares),
        lambda: mark(ada, interview, fares, span()),
        lambda: mark(irma, interview, holder, span()),
        lambda: mark_in_vivo(ada, interview, span()),
        lambda: unmark(ada, interview, made),
        lambda: note_on(ada, interview, made, "x", 1),
        lambda: undo(ada, interview),
        lambda: settle(ada, interview, made, stands=False),
        lambda: place_passage(ada, interview, get_passage(made.passage_id), span()),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    process.state = State.CLOSED
    with pytest.raises(NotAllowedError, match="closed"):
        make_code(irma, process, CodeDraft("A"))


def test_several_codes_and_coders_share_a_passage(irma, bice, process, interview, fares):
    borders = make_code(irma, process, CodeDraft("Confini"))
    first = mark(irma, interview, fares, span((FARE[0] - 0, FARE[1] + 1), memo=" m ", importance=9))

    assert mark(irma, interview, fares, span()) is first
    assert (first.memo, first.importance) == ("m", 0)
    mark(bice, interview, fares, span())
    mark(irma, interview, borders, span(importance=2))
    mark(irma, interview, borders, span(SAID), coder=bice)

    assert [passage.words for passage in passages_of(interview)] == [
        TEXT[slice(*FARE)],
        "Lo dicono.",
    ]
    assert [(one.name, one.marks) for one in coders_of(interview)] == [("Irma", 2), ("Bruno", 2)]
    assert rows(process) == [("Tariffe", 0, 1), ("Confini", 0, 2)]
    assert co_occurring([interview.id]) == [(fares.id, borders.id, 1)]
    assert recent_code(irma, process) is borders


def test_codes_meet_across_interviews(irma, bice, process, interview):
    theme = a_theme()
    code = make_code(irma, process, CodeDraft("Mobilità", tie=(Tie.THEME, theme.id)))
    other = an_interview(process, agrees={Purpose.TRANSCRIBE}, body_kind=BodyKind.UNION)
    bring_in(irma, other, TextDraft(TEXT))
    here, there = (mark(irma, one, code, span()) for one in (interview, other))
    mark(bice, interview, code, span())
    both = [interview.id, other.id]

    passages = passages_with([code.id], both).rows
    assert passages == [there.passage, here.passage]
    assert [len(marks_on(passages, [code.id])[one.id]) for one in passages] == [1, 2]
    assert count_by_place([code.id], both) == {
        (interview.zone_id, BodyKind.SCHOOL): 1,
        (interview.zone_id, BodyKind.UNION): 1,
    }
    assert themes_of_passages([here.passage_id]) == {here.passage_id: theme.id}


def test_a_code_in_vivo_is_called_as_it_was_said(irma, interview):
    assert mark_in_vivo(irma, interview, span(SAID)).code_id
    long = mark_in_vivo(irma, interview, span((0, len(TEXT))))

    assert get_passage(long.passage_id).words == TEXT
    assert [one.code.name for one in marks_in([interview.id])] == [
        " ".join(TEXT.split()),
        "Lo dicono.",
    ]


def test_a_long_code_in_vivo_is_cut(irma, process):
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE})
    bring_in(irma, interview, TextDraft("parola " * 40))

    mark_in_vivo(irma, interview, SpanDraft(1, 0, 279))

    [only] = marks_in([interview.id])
    assert len(only.code.name) == 150
    assert only.code.name.endswith("…")


def test_what_was_done_last_is_undone(irma, interview, fares):
    made = mark(irma, interview, fares, span())
    note_on(irma, interview, made, "costa", 3)
    note_on(irma, interview, made, "costa", 3)
    unmark(irma, interview, made)
    unmark(irma, interview, made)

    assert undo(irma, interview)
    assert [(one.memo, one.importance) for one in marks_in([interview.id])] == [("costa", 3)]
    assert undo(irma, interview)
    assert (made.memo, made.importance) == ("", 0)
    assert has_steps(irma, interview)
    assert undo(irma, interview)
    assert passages_of(interview) == []
    assert not undo(irma, interview)
    assert not has_steps(irma, interview)


def test_undoing_makes_no_second_mark(irma, interview, fares):
    made = mark(irma, interview, fares, span())
    unmark(irma, interview, made)
    again = mark(irma, interview, fares, span())
    undo(irma, interview)
    undo(irma, interview)

    assert [one.id for one in marks_in([interview.id])] == [made.id]
    unmark(irma, interview, made)
    third = mark(irma, interview, fares, span())
    assert undo(irma, interview)
    assert third.removed_at is not None
    assert again.removed_at is not None


@pytest.mark.parametrize("place", [(0, 0), (5, 3), (0, 9999), (FARE[1], FARE[1] + 1)], ids=str)
def test_a_passage_is_some_words(irma, interview, fares, place):
    with pytest.raises(UnsoundSpanError):
        mark(irma, interview, fares, span(place))


def test_no_passage_without_a_text(irma, process, fares):
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE})

    with pytest.raises(UnsoundSpanError, match="no text"):
        mark(irma, interview, fares, span())
    with pytest.raises(UnsoundSpanError, match="no text"):
        undo(irma, interview)


def test_a_mark_has_an_importance_of_ours(irma, interview, fares):
    made = mark(irma, interview, fares, span())

    with pytest.raises(RefusedError, match="important"):
        note_on(irma, interview, made, "", 4)


def test_marks_stay_on_their_words_when_the_text_is_corrected(irma, bice, interview, fares):
    mark(irma, interview, fares, span())
    gone = mark(irma, interview, fares, span(SAID))
    after = "D: Che cosa, secondo lei, è cambiato?\n\nR: Qui si paga il confine, non i chilometri."

    bring_in(irma, interview, TextDraft(after), after=1)
    late = mark(bice, interview, fares, span((TEXT.index("confine"), FARE[1])))

    [unsure] = unsure_in(interview)
    assert unsure.id == gone.passage_id
    assert [one.words for one in passages_of(interview) if one.is_sure] == [
        "Qui si paga il confine, non i chilometri.",
        "confine, non i chilometri.",
    ]
    assert late.passage_id != gone.passage_id
    with pytest.raises(UnsoundSpanError, match="corrected meanwhile"):
        mark(bice, interview, fares, span(SAID))
    with pytest.raises(UnsoundSpanError):
        mark(bice, interview, fares, span((0, 9999)))


def test_a_passage_that_is_unsure_is_placed_by_hand(irma, process, interview, fares):
    first = mark(irma, interview, fares, span(SAID))
    second = mark(irma, interview, fares, span(FARE))
    moved = mark(irma, interview, make_code(irma, process, CodeDraft("Confini")), span(FARE))
    own = mark_in_vivo(irma, interview, span(SAID))
    bring_in(irma, interview, TextDraft("R: Ecco.\n\nD: E poi?"), after=1)
    one, two = (get_passage(made.passage_id) for made in (first, second))

    place_passage(irma, interview, one, SpanDraft(2, 3, 8))
    there = place_passage(irma, interview, two, SpanDraft(2, 3, 8))
    again = place_passage(irma, interview, one, SpanDraft(2, 3, 8))

    assert there is one is again
    assert (one.words, one.is_sure) == ("Ecco.", True)
    assert unsure_in(interview) == []
    assert {mark.id for mark in marks_in([interview.id])} == {first.id, own.id, moved.id}


def test_where_coders_disagree_it_is_settled(irma, bice, interview, fares):
    made = mark(bice, interview, fares, span())

    settle(irma, interview, made, stands=False)
    settle(irma, interview, made, stands=False)

    assert marks_in([interview.id]) == []
    assert len(marks_in([interview.id], also_overruled=True)) == 1
    with pytest.raises(NotAllowedError, match="your own marks"):
        unmark(irma, interview, made)
    with pytest.raises(NotFoundError):
        find_mark(interview, 999)
    assert find_mark(interview, made.id) is made


def test_what_the_interviewee_says_of_a_passage_is_kept(irma, interview, fares):
    passage = get_passage(mark(irma, interview, fares, span()).passage_id)

    approve_passage(passage, "approved words")
    assert (passage.state, passage.public_words) == (PassageState.APPROVED, "approved words")
    amend_passage(passage, " mine ")
    assert (passage.state, passage.public_words) == (PassageState.AMENDED, "mine")
    with pytest.raises(RefusedError, match="instead"):
        amend_passage(passage, " ")
    withhold_passage(passage)
    assert (passage.state, passage.public_words) == (PassageState.WITHHELD, "")
    assert passage.answered_at
    reopen_passage(passage)
    assert passage.answered_at is None
    with pytest.raises(NotFoundError):
        get_passage(10**30)


def test_what_is_taken_back_leaves_no_word_in_passages(irma, process, interview, fares):
    made = mark(irma, interview, fares, span(memo="lei"))
    spoken = mark_in_vivo(irma, interview, span(SAID)).code_id
    approve_passage(get_passage(made.passage_id), "said")

    withdraw_consent(irma, interview, Purpose.TRANSCRIBE, "asked")

    db.session.expire_all()
    assert {(one.words, one.public_words) for one in db.session.query(Passage)} == {("", "")}
    assert find_code(process, spoken).name == "…"
    assert db.session.get(Mark, made.id).memo == ""
    assert marks_in([interview.id]) == []
