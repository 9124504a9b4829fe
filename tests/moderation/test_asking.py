"""Readers report, authors ask for a second look, and both hear what came of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.contributions import State
from consult.discussion import Comment, CommentDraft, hide_comment, withdraw_comment, write_comment
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError, TooManyError
from consult.moderation import (
    Hiding,
    Matter,
    MissingNoteError,
    Report,
    ReportDraft,
    Transfer,
    UnknownReasonError,
    Verb,
    Work,
    give_back_subject,
    hide_subject,
    publish_subject,
    report_subject,
    transfer_subject,
    undo_decision,
    usual_wait,
)
from consult.moderation.jobs import tell_author, tell_reporters
from consult.moderation.pieces import wait_words
from consult.processes import Role
from tests.makers import a_person, an_idea, letters, on_staff
from tests.makers.desk import opened

OFFENDS = ReportDraft("offends", "The second line.")


@pytest.fixture
def celia(process):
    """A second moderator."""
    return on_staff(a_person("Celia"), process, Role.MODERATOR)


@pytest.fixture
def idea(ada, process):
    """Something that everyone can read."""
    return an_idea(ada, process, published=True)


def matters():
    return db.session.scalars(select(Matter).order_by(Matter.id)).all()


def a_comment(person, idea):
    return write_comment(person, idea, CommentDraft("I **think** <b>so</b>.", accepts_pact=True))


def test_many_reports_are_one_thing_to_do(idea, process):
    for name in ("Bea", "Ciro"):
        person = a_person(name)
        report_subject(person, opened(idea, person), OFFENDS)

    (matter,) = matters()
    assert (matter.work, matter.reports) == (Work.REPORTED, 2)


def test_a_report_sent_twice_is_one(idea, process):
    bea = a_person("Bea")
    first = report_subject(bea, opened(idea, bea), OFFENDS)

    assert report_subject(bea, opened(idea, bea), ReportDraft("advertising")) is first


@pytest.mark.parametrize("draft", [ReportDraft("boring"), ReportDraft("")])
def test_a_report_names_a_published_rule(idea, process, draft):
    bea = a_person("Bea")

    with pytest.raises(UnknownReasonError):
        report_subject(bea, opened(idea, bea), draft)


def test_nobody_reports_their_own_words_nor_what_nobody_reads(ada, carla, process, idea):
    waiting = an_idea(ada, process)

    with pytest.raises(NotAllowedError, match="wrote it yourself"):
        report_subject(ada, opened(idea, ada), OFFENDS)
    with pytest.raises(NotAllowedError, match="nothing to report"):
        report_subject(carla, opened(waiting, carla), OFFENDS)
    with pytest.raises(NotAllowedError, match="suspended"):
        report_subject(a_person("Sus", suspended_at=now()), opened(idea, carla), OFFENDS)


def test_nobody_reports_without_end(ada, process):
    bea = a_person("Bea")
    ideas = [an_idea(ada, process, published=True) for _number in range(11)]
    for one in ideas[:10]:
        report_subject(bea, opened(one, bea), OFFENDS)

    with pytest.raises(TooManyError):
        report_subject(bea, opened(ideas[10], bea), OFFENDS)


def test_reports_that_find_nothing_leave_it_public_and_are_told(carla, idea, process):
    bea = a_person("Bea")
    report_subject(bea, opened(idea, bea), OFFENDS)

    decision = publish_subject(carla, opened(idea, carla), seen=0)
    tell_reporters(decision_id=decision.id)
    tell_author(decision_id=decision.id)

    assert (decision.verb, idea.state) == (Verb.KEPT, State.PUBLISHED)
    assert not matters()
    assert [letter.to for letter in letters()] == [bea.email]
    assert "stays public" in letters()[0].body
    with pytest.raises(NotAllowedError, match="reported it already"):
        report_subject(bea, opened(idea, bea), OFFENDS)


def test_what_was_reported_rightly_is_hidden_and_told_without_its_words(carla, idea, process):
    bea = a_person("Bea")
    report_subject(bea, opened(idea, bea), OFFENDS)

    decision = hide_subject(carla, opened(idea, carla), Hiding("offends"), seen=0)
    tell_reporters(decision_id=decision.id)

    (letter,) = letters()
    assert "no longer see it" in letter.body
    assert idea.title not in letter.body


def test_a_decision_on_reports_taken_back_leaves_them_open(carla, idea, process):
    bea = a_person("Bea")
    report_subject(bea, opened(idea, bea), OFFENDS)
    decision = hide_subject(carla, opened(idea, carla), Hiding("offends"), seen=0)

    undo_decision(carla, decision)
    tell_reporters(decision_id=decision.id)

    assert matters()[0].work is Work.REPORTED
    assert db.session.scalars(select(Report.decision_id)).all() == [None]
    assert not letters()


def test_nobody_leaves_public_what_nobody_reported(carla, idea, process):
    with pytest.raises(RefusedError, match="already"):
        publish_subject(carla, opened(idea, carla), seen=0)


def test_a_comment_is_reported_hidden_and_shown_again(ada, carla, idea, process):
    bea = a_person("Bea")
    comment = a_comment(bea, idea)
    report_subject(ada, opened(comment, ada), OFFENDS)

    hiding = hide_subject(carla, opened(comment, carla), Hiding("offends"), seen=0)
    tell_author(decision_id=hiding.id)
    assert idea.comments == 0
    publish_subject(carla, opened(comment, carla), seen=hiding.id)

    assert db.session.get_one(Comment, comment.id).is_public
    assert letters()[0].to == bea.email
    assert "your comment" in letters()[0].body


def test_undoing_brings_a_comment_back_to_where_it_was(ada, carla, idea, process):
    comment = a_comment(a_person("Bea"), idea)
    hiding = hide_subject(carla, opened(comment, carla), Hiding("offends"), seen=0)
    undo_decision(carla, hiding)
    assert comment.is_public

    again = hide_subject(carla, opened(comment, carla), Hiding("offends"), seen=0)
    shown = publish_subject(carla, opened(comment, carla), seen=again.id)
    undo_decision(carla, shown)
    assert not comment.is_public


def test_a_comment_that_goes_leaves_the_queue(ada, carla, idea, process):
    bea = a_person("Bea")
    comments = [a_comment(bea, idea) for _number in range(2)]
    for comment in comments:
        report_subject(ada, opened(comment, ada), OFFENDS)

    withdraw_comment(bea, comments[0])
    hide_comment(comments[1])

    assert not matters()


def test_a_comment_does_not_go_back_to_its_author(ada, carla, idea, process):
    comment = a_comment(a_person("Bea"), idea)

    with pytest.raises(NotAllowedError, match="do not go back"):
        give_back_subject(carla, opened(comment, carla), "Shorter.", seen=0)
    with pytest.raises(NotAllowedError, match="passed on"):
        transfer_subject(carla, opened(comment, carla), Transfer("ATM", "Theirs."), seen=0)


def test_an_author_is_asked_to_change_something(carla, process):
    ada = a_person("Ada", language="en")
    idea = an_idea(ada, process)

    decision = give_back_subject(carla, opened(idea, carla), " Which stop? ", seen=0)
    tell_author(decision_id=decision.id)

    assert idea.state is State.RETURNED
    assert not matters()
    assert "Which stop?" in letters()[0].body
    undo_decision(carla, decision)
    assert idea.state is State.WAITING
    assert matters()[0].work is Work.WAITING


def test_only_what_waits_goes_back_and_never_without_a_word(ada, carla, idea, process):
    with pytest.raises(NotAllowedError, match="Only what waits"):
        give_back_subject(carla, opened(idea, carla), "Why?", seen=0)
    with pytest.raises(MissingNoteError):
        give_back_subject(carla, opened(an_idea(ada, process), carla), "  ", seen=0)


def test_what_is_out_of_competence_goes_to_a_named_body(carla, process):
    ada = a_person("Ada", language="en")
    idea = an_idea(ada, process)

    decision = transfer_subject(
        carla, opened(idea, carla), Transfer("The Region", "Trains are theirs."), seen=0
    )
    tell_author(decision_id=decision.id)

    assert idea.state is State.HIDDEN
    assert "The Region" in letters()[0].body
    assert "Trains are theirs." in letters()[0].body


@pytest.mark.parametrize("transfer", [Transfer("", "Theirs."), Transfer("The Region", "")])
def test_a_transfer_says_to_whom_and_why(ada, carla, process, transfer):
    with pytest.raises(MissingNoteError):
        transfer_subject(carla, opened(an_idea(ada, process), carla), transfer, seen=0)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda who, it: give_back_subject(who, it, "Why?", 0), "back to its author"),
        (lambda who, it: transfer_subject(who, it, Transfer("B", "W"), 0), "another body"),
    ],
)
def test_a_colleague_reads_what_was_decided_meanwhile(ada, carla, celia, process, act, words):
    idea = an_idea(ada, process)
    act(carla, opened(idea, carla))

    with pytest.raises(ConflictError, match=words):
        publish_subject(celia, opened(idea, celia), seen=0)


def test_the_usual_wait_is_the_median_of_the_last_decisions(ada, carla, process):
    assert usual_wait(process) is None
    for hours in (1, 3, 50):
        idea = an_idea(ada, process)
        idea.submitted_at = now() - timedelta(hours=hours)
        publish_subject(carla, opened(idea, carla), seen=0)

    assert usual_wait(process) == pytest.approx(3 * 3600, abs=60)


@pytest.mark.parametrize(
    ("seconds", "words"), [(60, "less than an hour"), (9 * 3600, "9 hours"), (3 * 86_400, "3 days")]
)
def test_the_usual_wait_is_said_in_hours_or_days(seconds, words):
    assert words in str(wait_words(seconds))
    assert wait_words(None) is None
