"""Codes suggested for words that are like passages which have one."""

import pytest

from consult.coding import CodeDraft, SpanDraft, make_code, mark, marks_in, retire_code
from consult.coding.suggesting import Suggester
from consult.interviews import Purpose
from consult.processes import Role
from consult.transcripts import TextDraft, bring_in, newest_version, turns_of
from tests.makers import on_staff
from tests.makers.interviews import an_interview
from tests.makers.tables import a_zone

PAID = "Il biglietto costa di più se passi il confine del comune."
SAID = (
    "D: E voi?\n\nR: Chi passa il confine paga un biglietto doppio.\n\nR: Gli alberi fanno ombra."
)
ASKED = (SAID.index("Chi"), SAID.index("doppio.") + 7)
FETCH = {"X-Requested-With": "fetch"}


def coded_elsewhere(process, person, *codes, **others):
    """Another interview, where codes stand on what it says of tickets."""
    held = an_interview(process, agrees={Purpose.TRANSCRIBE}, title="Il capotreno", **others)
    bring_in(person, held, TextDraft(PAID))
    for code in codes:
        mark(person, held, code, SpanDraft(1, 0, len(PAID)))
    return held


@pytest.fixture
def interview(process, irma):
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE})
    bring_in(irma, interview, TextDraft(SAID))
    return interview


def suggested(person, interview, span=ASKED):
    found = Suggester(person, interview).suggest(SAID[slice(*span)], span)
    return [(one.code.name, [like.interview.title for like in one.like], one.more) for one in found]


def test_a_code_is_suggested_with_passages_that_are_alike(irma, bice, process, interview, fares):
    for _one in range(3):
        coded_elsewhere(process, irma, fares)
    coded_elsewhere(process, irma, make_code(irma, process, CodeDraft("Confini")))
    gone = make_code(irma, process, CodeDraft("Mai più"))
    coded_elsewhere(process, irma, gone)
    retire_code(irma, process, gone)

    assert suggested(bice, interview) == [
        ("Tariffe", ["Il capotreno", "Il capotreno"], 1),
        ("Confini", ["Il capotreno"], 0),
    ]
    assert suggested(bice, interview, (SAID.index("Gli"), len(SAID))) == []


def test_what_one_has_marked_is_not_suggested_again(irma, bice, process, interview, fares):
    coded_elsewhere(process, irma, fares)
    mark(bice, interview, fares, SpanDraft(1, *ASKED))

    assert suggested(bice, interview) == []
    assert [name for name, *_rest in suggested(irma, interview)] == ["Tariffe"]


def test_only_interviews_that_the_coder_may_read_are_a_reason(irma, ada, process, interview, fares):
    coded_elsewhere(process, irma, fares, zone=a_zone(1))
    here = on_staff(ada, process, Role.FACILITATOR, zone=interview.zone)

    assert suggested(here, interview) == []
    assert suggested(irma, interview) != []


def test_the_next_turn_without_a_code_that_is_like_something(irma, process, interview, fares):
    coded_elsewhere(process, irma, fares)
    turns = turns_of(newest_version(interview).text)
    asked = Suggester(irma, interview)

    number, found = asked.next_turn(SAID, turns, -1)
    assert (number, [one.code.name for one in found]) == (1, ["Tariffe"])
    assert asked.next_turn(SAID, turns, 1) is None
    mark(irma, interview, fares, SpanDraft(1, *ASKED))
    assert Suggester(irma, interview).next_turn(SAID, turns, -1) is None


def test_a_suggestion_is_taken_on_the_reading_page_and_by_the_form(
    browser, irma, bice, process, interview, fares
):
    coded_elsewhere(process, irma, fares)
    at = f"/processes/{process.slug}/desk/interviews/{interview.code}/coding"
    number = interview.id
    browser.sign_in(bice)
    shown = browser.get(f"{at}?like=next")
    part = browser.fetch(f"{at}?like={ASKED[0]}-{ASKED[1]}", headers=FETCH)
    nothing = browser.get(f"{at}?like=next&after=1")

    assert PAID[:40] in shown.text("#suggested")
    assert "Il capotreno, Irma" in shown.text("#suggested")
    assert 'id="suggested"' in part.text
    assert "1 code is suggested" in part.text
    assert "None of the next turns" in nothing.text("#suggested")
    assert marks_in([number]) == []
    turn = f"{at}/turns/1"
    whole = f"{ASKED[0]}-{ASKED[1]}"
    browser.post(turn, _at=turn, first=whole, last=whole, suggested=str(fares.id), name="Mai")
    assert [one.code.name for one in marks_in([number])] == ["Tariffe"]


def test_what_is_shared_is_told_apart_in_as_much_of_a_passage_as_is_read(process, irma, fares):
    long = "Qui non si dice niente, " * 6 + "il biglietto passa il confine, " * 5 + "e basta."
    held = an_interview(process, agrees={Purpose.TRANSCRIBE})
    bring_in(irma, held, TextDraft(long))
    mark(irma, held, fares, SpanDraft(1, 0, len(long)))
    other = an_interview(process, agrees={Purpose.TRANSCRIBE})

    [found] = Suggester(irma, other).suggest("Un biglietto, un confine.", (0, 25))
    parts = found.like[0].parts()
    assert [part for part, same in parts if same][:2] == ["biglietto", "confine"]
    assert (parts[0][0], parts[-1][0]) == ("…", "…")
    assert sum(len(part) for part, _same in parts) <= 122
