"""What is counted afterwards: counters beside their rows, work done, letters, acts and seals."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import func, select

from consult.audit import Act, seal_acts, unsealed_since, verify_chain
from consult.contributions import Contribution
from consult.discussion import Comment
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, run_due_jobs, take_back
from consult.kernel.mail import Letter
from consult.processes import Process
from consult.voting import Statement, Support, recount_supports
from consult.voting.asked import FEWEST_PEOPLE, recount_stances
from consult.voting.models import Approval, Ballot, Choice
from consult.voting.tallies import tally_of


def counters_are_as_their_rows(story):
    """Each count that pages tell is the number of its rows."""
    for code in story["codes"]:
        idea = db.session.scalars(select(Contribution).where(Contribution.code == code)).one()
        supports = _many(select(Support.id).where(Support.contribution_id == idea.id))
        assert idea.supports == recount_supports(idea) == supports
        assert idea.comments == _many(select(Comment.id).where(Comment.contribution_id == idea.id))
    for statement_id in story["statements"]:
        statement = db.session.get_one(Statement, statement_id)
        counted = recount_stances(statement)
        assert {name: getattr(statement, name) for name in counted} == counted
    for choice_id, options in story["choices"]:
        choice = db.session.get_one(Choice, choice_id)
        tally = tally_of(db.session.get_one(Process, choice.process_id), choice, choice.closes_at)
        cast = _many(select(Ballot.id).where(Ballot.choice_id == choice_id))
        assert tally.ballots.count in ({cast} if cast >= FEWEST_PEOPLE else {cast, None})
        for option, told in tally.options:
            assert option.id in options
            rows = _many(select(Approval.id).where(Approval.option_id == option.id))
            assert told.count in {None, rows}


def all_work_is_done_once(mail_server):
    """What was left is done now; then each effect is there once, and each letter arrived."""
    take_back()
    run_due_jobs(outside=True)
    db.forget()
    assert _many(select(Outbox.id).where(Outbox.failed_at.is_not(None))) == 0
    assert _many(select(Outbox.id).where(Outbox.done_at.is_(None), Outbox.due_at <= now())) == 0
    assert _many(select(Letter.id)) == 0
    ideas = set(db.session.scalars(select(Contribution.code).where(_new())))
    thanks = _done("ideas.jobs.thank_author")
    assert thanks == len(ideas)
    told = defaultdict(Counter)
    for letter in list(mail_server.letters):
        words = letter.get_content()
        for code in ideas:
            if f"/c/{code}" in words:
                told[code][letter["Message-ID"]] += 1
        if "/sign-in/" in words:
            told[letter["To"]][letter["Message-ID"]] += 1
    assert {code for code in ideas if not told[code]} == set()
    assert {whom: ids for whom, ids in told.items() if len(ids) != 1} == {}
    return told


def acts_are_those_of_the_rows():
    """One act for each thing done, and every act under a seal that holds."""
    acts = Counter(db.session.scalars(select(Act.verb)))
    assert acts["idea.submitted"] == _many(select(Contribution.id).where(_new()))
    assert acts["comment.written"] == _many(select(Comment.id))
    stood = acts["contribution.supported"] - acts["contribution.support_withdrawn"]
    assert stood == _many(select(Support.id))
    seal_acts()
    db.forget()
    assert verify_chain() is None
    assert unsealed_since() is None


def _done(name):
    return _many(select(Outbox.id).where(Outbox.name == name, Outbox.done_at.is_not(None)))


def _new():
    return Contribution.title.startswith("New")


def _many(rows):
    return db.session.scalar(select(func.count()).select_from(rows.subquery()))
