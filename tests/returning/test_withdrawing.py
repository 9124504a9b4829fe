"""Consent decides how a passage is shown; taken back, it is gone at once with its words."""

import pytest
from sqlalchemy import select

from consult.coding import PassageState, get_passage
from consult.contributions import Contribution, State, Voice
from consult.curating import desk_notices
from consult.ideamap import link_contribution, unlink_contribution
from consult.interviews import (
    InterviewDraft,
    Purpose,
    change_interview,
    give_consent,
    link_of,
    withdraw_by_link,
    withdraw_consent,
)
from consult.kernel.db import db
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import Letter
from consult.projects import OriginDraft, add_origin, draft_project, origins_of
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of, signature_of
from tests.makers import a_municipality
from tests.makers.interviews import an_interview, an_interviewer
from tests.makers.passages import FIRST, given_back
from tests.projects.worlds import a_draft, a_node

BY_ROLE = frozenset({Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
BY_NAME = BY_ROLE | {Purpose.QUOTE_BY_NAME}


def published(interview):
    """The first passage of an interview, approved: its contribution."""
    first, *_others = given_back(interview)
    answer_passage(link_of(interview), interview, first, AnswerDraft(Answer.APPROVED))
    return db.session.get_one(Contribution, first.contribution_id)


def called(contribution):
    return db.session.get_one(Voice, contribution.voice_id).called


@pytest.mark.parametrize(
    ("agrees", "others", "shown"),
    [
        (BY_NAME, {}, "Olga Conti, Head of a school"),
        (BY_NAME, {"such_people": 1}, "Olga Conti, Head of a school"),
        (BY_ROLE, {}, "Head of a school, "),
        (BY_ROLE, {"such_people": 2}, None),
        (BY_ROLE, {"such_people": None}, None),
        (BY_ROLE, {"role": "", "zone": None}, None),
        (BY_NAME, {"name": ""}, "Head of a school, "),
    ],
)
def test_a_passage_is_shown_as_agreed_and_never_so_that_it_names(process, agrees, others, shown):
    place = a_municipality()
    interview = an_interview(process, agrees=agrees, municipality=place, email="", **others)
    said = published(interview)

    assert (called(said) or "").startswith(shown or "")
    assert bool(called(said)) == bool(shown)
    by_name = agrees is BY_NAME and interview.name != ""
    assert said.municipality_id == (place.id if by_name else None)


def test_a_name_that_is_taken_back_goes_from_what_stays(process):
    interview = an_interview(process, agrees=BY_NAME, municipality=a_municipality(), email="")
    said = published(interview)
    give_consent(link_of(interview), interview, dict.fromkeys(BY_ROLE, True))

    assert (said.state, said.municipality_id) == (State.PUBLISHED, None)
    assert called(said).startswith("Head of a school, ")
    give_consent(link_of(interview), interview, dict.fromkeys(BY_NAME, True))
    assert called(said).startswith("Olga")
    assert said.municipality_id == a_municipality().id


def test_whoever_turns_out_to_be_one_of_few_is_named_by_no_role(process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    said = published(interview)
    known = InterviewDraft(
        interview.title,
        interview.body_kind,
        language=interview.language,
        role=interview.role,
        zone=interview.zone,
        such_people=2,
    )
    change_interview(an_interviewer(), interview, known, interview.version)

    assert (said.state, called(said)) == (State.PUBLISHED, None)


def test_whoever_is_quoted_no_more_is_gone_at_once_and_asked_anew(process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    said = published(interview)
    withdraw_consent(an_interviewer(), interview, Purpose.QUOTE_BY_ROLE, "by phone")

    assert (said.state, said.source, called(said)) == (State.WITHDRAWN, "", None)
    first, second = returned_of(interview)
    assert (first.answer, second.answer) == (None, None)
    assert get_passage(first.passage_id).state is PassageState.OPEN
    withdraw_consent(an_interviewer(), interview, Purpose.RECORD, "nothing rests on it")


def test_without_a_transcript_nothing_of_it_is_kept(process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    said = published(interview)
    withdraw_consent(an_interviewer(), interview, Purpose.TRANSCRIBE, "by phone")

    assert said.source == ""
    assert not returned_of(interview)


def test_withdrawal_erases_everywhere_and_tells_the_curators_where_it_stood(dario, elena, process):
    interview = an_interview(process, agrees=BY_NAME, email="")
    said = published(interview)
    node = a_node(dario, process, said)
    project = draft_project(dario, process, a_draft("Strisce"))
    add_origin(dario, process, project, said, OriginDraft(part=FIRST[:20]))
    withdraw_by_link(link_of(interview), interview)

    assert (said.state, said.title, said.source) == (State.WITHDRAWN, "", "")
    assert {one.part for one in origins_of(project, hidden=True)} == {""}
    assert not returned_of(interview)
    assert signature_of(interview).called is None
    db.end_write(keep=True)
    run_due_jobs()
    letters = db.session.scalars(select(Letter).where(Letter.subject.contains("Withdrawn"))).all()
    assert {one.to for one in letters} == {dario.email, elena.email}
    for letter in letters:
        assert f"/idea-map/nodes/{node.id}" in letter.body
        assert f"/projects/{project.code}" in letter.body
        assert FIRST[:20] not in letter.body


def test_curators_read_at_their_desk_where_something_was_taken_back_until_they_look(dario, process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    said = published(interview)
    node = a_node(dario, process)
    link = link_contribution(dario, process, node, said)
    project = draft_project(dario, process, a_draft("Strisce"))
    add_origin(dario, process, project, said, OriginDraft(part=FIRST[:20]))
    assert not desk_notices.fill([process])[process.id]
    withdraw_by_link(link_of(interview), interview)

    where = [url.partition("/desk/")[2] for _words, url in desk_notices.fill([process])[process.id]]
    assert where == [f"idea-map/nodes/{node.id}", f"projects/{project.code}"]
    unlink_contribution(dario, process, link)
    [(words, _url)] = desk_notices.fill([process])[process.id]
    assert "Strisce" in words


def test_nobody_is_told_of_what_stood_nowhere(dario, process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    published(interview)
    withdraw_by_link(link_of(interview), interview)
    db.end_write(keep=True)
    run_due_jobs()

    assert not db.session.scalars(select(Letter)).all()


def test_what_is_linked_stays_counted_right(dario, process):
    interview = an_interview(process, agrees=BY_ROLE, email="")
    said = published(interview)
    node = a_node(dario, process)
    link_contribution(dario, process, node, said)
    withdraw_by_link(link_of(interview), interview)

    assert not said.is_public
