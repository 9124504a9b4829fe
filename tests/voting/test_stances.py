"""Questions, statements and stances: who may, what is kept, how it is counted and shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import hide, voice_id_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.processes import Activity
from consult.voting import PassKind, Stance, StatementState, Value, statement_proposed
from consult.voting.asked import (
    get_question,
    get_statement,
    next_statement,
    own_stances,
    progress_of,
    questions_in,
    recount_stances,
    results_of,
    statements_under,
    statements_with,
)
from consult.voting.commands import (
    NoTitleError,
    QuestionDraft,
    StatementDraft,
    close_question,
    hide_statement,
    open_question,
    propose_statement,
    publish_statement,
    take_stance,
    write_statement,
)
from consult.voting.policy import can_see_results, is_taking_stances
from tests.makers import a_person, a_process
from tests.voting.makers import a_question, a_statement

DRAFT = StatementDraft("Night buses should run until one.")


@pytest.fixture
def question(dario, process):
    """An open question."""
    return a_question(dario, process)


def counts(statement):
    """What a statement says was answered, held against its rows."""
    db.session.refresh(statement)
    said = {name: getattr(statement, name) for name in ("answers", "agreeing", "disagreeing")}
    assert said == recount_stances(statement)
    return said


def test_a_curator_opens_a_question_and_no_citizen_does(ada, dario, process):
    question = a_question(dario, process)

    assert [one.id for one, _count in questions_in(process)] == [question.id]
    with pytest.raises(NotAllowedError, match="Only the curators"):
        a_question(ada, process)
    with pytest.raises(NoTitleError):
        open_question(dario, process, QuestionDraft({"en": "  "}, {}))


def test_what_staff_writes_is_public_and_what_a_person_proposes_waits(
    bea, dario, question, process, monkeypatch
):
    heard = []
    monkeypatch.setattr(statement_proposed, "_listeners", [heard.append])
    written = write_statement(dario, question, DRAFT)
    proposed = propose_statement(bea, question, StatementDraft("Trams should too."))

    assert (written.is_public, proposed.state) == (True, StatementState.WAITING)
    assert heard == [proposed]
    assert questions_in(process)[0][1] == 1
    assert [one.id for one in statements_under(question)] == [proposed.id, written.id]
    with pytest.raises(NotFoundError):
        get_statement(question, proposed.id)
    publish_statement(proposed)
    assert get_statement(question, proposed.id) is proposed
    assert statements_with([proposed.id])[0].voice.person_id == bea.id
    with pytest.raises(RefusedError, match="public already"):
        publish_statement(proposed)


def test_only_curators_write_statements_of_the_staff(bea, question):
    with pytest.raises(NotAllowedError):
        write_statement(bea, question, DRAFT)


@pytest.mark.parametrize(("text", "why"), [(" ", "Write the statement"), ("x" * 141, "140")])
def test_a_statement_is_one_short_sentence(bea, question, text, why):
    with pytest.raises(RefusedError, match=why) as refusal:
        propose_statement(bea, question, StatementDraft(text))

    assert refusal.value.field == "text"


def test_a_statement_comes_from_a_public_idea_or_from_none(bea, question, idea):
    statement = propose_statement(bea, question, StatementDraft("Yes.", idea.code.lower()))
    assert statement.contribution_id == idea.id
    hide(idea)

    with pytest.raises(RefusedError, match="No public idea"):
        propose_statement(bea, question, StatementDraft("Yes.", idea.code))


def test_proposing_comes_after_the_pact(bea):
    process = a_process("with-pact", with_pact=True)
    question = a_question(a_person("Fabia", is_administrator=True), process)

    with pytest.raises(RefusedError, match="pact"):
        propose_statement(bea, question, DRAFT)
    propose_statement(bea, question, StatementDraft(DRAFT.text, accepts_pact=True))
    propose_statement(bea, question, StatementDraft("Trams should too."))


def test_a_stance_is_taken_once_and_can_change(bea, dario, question):
    statement = a_statement(dario, question)

    first = take_stance(bea, statement, Value.AGREE)
    again = take_stance(bea, statement, Value.AGREE)
    assert first is again
    assert counts(statement) == {"answers": 1, "agreeing": 1, "disagreeing": 0}
    take_stance(bea, statement, Value.DISAGREE)
    assert counts(statement) == {"answers": 1, "agreeing": 0, "disagreeing": 1}
    take_stance(bea, statement, Value.NEITHER, PassKind.TORN)
    take_stance(bea, statement, Value.NEITHER, PassKind.NOT_CLEAR)

    assert counts(statement) == {"answers": 1, "agreeing": 0, "disagreeing": 0}
    assert statement.passing == 1
    assert db.session.scalar(select(func.count(Stance.id))) == 1
    acts = db.session.scalars(select(Act).where(Act.verb == "statement.answered")).all()
    assert len(acts) == 4
    assert not any(act.details for act in acts), "how one answered is nobody's business"


def test_only_who_passes_says_why(bea, dario, question):
    with pytest.raises(RefusedError, match="takes no side"):
        take_stance(bea, a_statement(dario, question), Value.AGREE, PassKind.TORN)


def test_nobody_answers_what_is_hidden_closed_or_not_theirs_to_answer(bea, dario, question):
    statement = a_statement(dario, question)
    child = a_person("Gaia", birth_year=now().year - 10)
    suspended = a_person("Hugo", suspended_at=now())
    for person in (child, suspended):
        with pytest.raises(NotAllowedError):
            take_stance(person, statement, Value.AGREE)

    hide_statement(statement)
    with pytest.raises(NotAllowedError, match="not public"):
        take_stance(bea, statement, Value.AGREE)
    with pytest.raises(RefusedError, match="hidden already"):
        hide_statement(statement)
    publish_statement(statement)
    close_question(dario, question)
    with pytest.raises(NotAllowedError, match="closed"):
        take_stance(bea, statement, Value.AGREE)
    with pytest.raises(RefusedError, match="closed already"):
        close_question(dario, question)


def test_answers_are_taken_up_to_the_last_instant_and_not_in_it(question, process):
    closing = process.phases[0].closes_at

    assert is_taking_stances(process, question, closing - timedelta(seconds=1))
    assert "open until" in str(is_taking_stances(process, question, closing).reason)


def test_what_was_answered_is_shown_when_the_question_closes(dario, question, process):
    closing = process.phases[0].closes_at

    assert "when the question closes" in str(can_see_results(process, question, now()).reason)
    assert can_see_results(process, question, closing)
    quiet = a_process("quiet", opens=[Activity.SUBMIT_IDEAS])
    assert not can_see_results(quiet, question, closing)
    close_question(dario, question)
    assert can_see_results(process, question, now())


def test_the_least_answered_comes_first_and_nothing_twice(bea, dario, question):
    often, seldom = a_statement(dario, question, "Often."), a_statement(dario, question, "Seldom.")
    take_stance(a_person("Carlo"), often, Value.AGREE)
    assert next_statement(question, voice_id_of(bea)) is seldom

    take_stance(bea, seldom, Value.AGREE)
    voice_id = voice_id_of(bea)
    assert next_statement(question, voice_id) is often
    assert progress_of(question, voice_id).answered == 1
    take_stance(bea, often, Value.NEITHER)

    assert next_statement(question, voice_id) is None
    progress = progress_of(question, voice_id)
    assert (progress.answered, progress.statements) == (2, 2)
    assert [one.statement.text for one in own_stances(question, voice_id)] == ["Often.", "Seldom."]
    assert voice_id_of(None) is None


def test_each_voice_begins_from_a_place_of_its_own(dario, question):
    for number in range(6):
        a_statement(dario, question, f"Statement {number}.")

    firsts = {next_statement(question, voice_id).id for voice_id in range(1, 30)}

    assert len(firsts) > 2


def test_no_side_under_ten_people_is_told_nor_found_by_subtraction(dario, question):
    counted = {"Few.": (9, 9, 0), "Split.": (40, 25, 12), "One side.": (40, 25, 15)}
    for words, (answers, agreeing, disagreeing) in counted.items():
        one = a_statement(dario, question, words)
        one.answers, one.agreeing, one.disagreeing = answers, agreeing, disagreeing

    split, one_side, few = results_of(question)

    # Three passed: with the twelve who disagree, they are fifteen.
    assert dict(split.told) == dict(one_side.told) == {Value.AGREE: 25}
    assert (split.untold, split.together) == ([Value.DISAGREE, Value.NEITHER], 15)
    assert split.percent(25) == 62
    assert (few.statement.text, few.shown, few.reached) == ("Few.", False, False)


def test_a_question_is_found_in_its_own_consultation_only(question, process):
    other = a_process("other")

    assert get_question(process, question.id) is question
    for where, number in ((other, question.id), (process, 10**30)):
        with pytest.raises(NotFoundError):
            get_question(where, number)
    with pytest.raises(NotFoundError):
        get_statement(question, 10**30)


def test_the_database_itself_refuses_a_second_stance(bea, dario, question):
    statement = a_statement(dario, question)
    row = take_stance(bea, statement, Value.AGREE)

    db.session.add(
        Stance(statement_id=statement.id, voice_id=row.voice_id, value=Value.AGREE, at=now())
    )
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()
    db.session.rollback()
