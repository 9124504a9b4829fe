"""Sixteen write at once while workers die: what was acknowledged is there, exactly once."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import Contribution
from consult.discussion import Comment
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.processes import Process
from consult.voting import Statement, Support, recount_supports
from consult.voting.asked import recount_stances
from consult.voting.models import Approval, Ballot, Choice, Stance
from consult.voting.tallies import tally_of
from tests.crash.conftest import a_site
from tests.crash.story import KINDS, told
from tests.crash.writers import WRITERS, Killer, Writer, all_at_once, kill_a_worker
from tests.extent import FULL

pytestmark = pytest.mark.xdist_group("crash")

ROUNDS = range(3 if FULL else 1)
WORKERS = 2
DEATHS, PAUSE = 2, (0.02, 0.3)
ROWS = {
    "idea": Contribution,
    "support": Support,
    "comment": Comment,
    "stance": Stance,
    "ballot": Ballot,
}


@pytest.fixture(params=["sqlite", "postgres"])
def site(request, tmp_path, mail_server):
    """An installation that nobody visits yet."""
    with speaking("en"), a_site(request.param, request, tmp_path, mail_server.url) as found:
        yield found


@pytest.fixture
def story(site):
    """What the writers find."""
    return told(len(ROUNDS))


def test_what_sixteen_wrote_while_workers_died_is_there_exactly_once(site, story):
    site.serve(workers=WORKERS)
    writers = [Writer(site.port, cookie) for cookie in story["cookies"]]
    deaths = [
        _sent_while_workers_die(site, writers, partial(write, story, turn), ROWS[kind])
        for turn in ROUNDS
        for kind, write in KINDS.items()
    ]

    assert sum(deaths) >= len(deaths)
    db.forget()
    _nothing_is_lost_or_doubled(story)
    _counters_are_as_their_rows(story)


def _sent_while_workers_die(site, writers, write, row):
    """Let everyone have the form, and send it at once; sent again it leads to the same place.

    What was lost must be missed before it is sent once more.
    """
    forms, before = all_at_once(write, writers), _count(row)
    death = partial(kill_a_worker, site.processes[-1].pid)
    with Killer([death] * DEATHS, PAUSE) as killer:
        first = all_at_once(lambda number, writer: writer.send(*forms[number]), writers)
        assert _count(row) == before + WRITERS
        again = all_at_once(lambda number, writer: writer.send(*forms[number]), writers)
    assert first == again
    return killer.deaths


def _count(row):
    db.forget()
    many = db.session.scalar(select(func.count(row.id)))
    db.forget()
    return many


def _nothing_is_lost_or_doubled(story):
    expected = sorted((turn, number) for turn in ROUNDS for number in range(WRITERS))
    ideas = db.session.scalars(select(Contribution.title).where(Contribution.title.like("New%")))
    assert sorted(ideas) == sorted(f"New idea {turn} of {number}" for turn, number in expected)
    comments = db.session.scalars(select(Comment.source))
    assert sorted(comments) == sorted(f"Comment {turn} of {number}" for turn, number in expected)
    for verb in (
        "idea.submitted",
        "comment.written",
        "contribution.supported",
        "statement.answered",
    ):
        acts = db.session.scalar(select(func.count()).where(Act.verb == verb))
        assert acts == len(expected), verb


def _counters_are_as_their_rows(story):
    for code in story["codes"]:
        idea = db.session.scalars(select(Contribution).where(Contribution.code == code)).one()
        rows = select(func.count(Support.id)).where(Support.contribution_id == idea.id)
        assert db.session.scalar(rows) == idea.supports == recount_supports(idea) == WRITERS
        comments = select(func.count(Comment.id)).where(Comment.contribution_id == idea.id)
        assert db.session.scalar(comments) == idea.comments == WRITERS
    for statement_id in story["statements"]:
        statement = db.session.get_one(Statement, statement_id)
        counted = {"answers": 16, "agreeing": 6, "disagreeing": 5}
        assert recount_stances(statement) == counted
        assert {name: getattr(statement, name) for name in counted} == counted
    for choice_id, options in story["choices"]:
        choice = db.session.get_one(Choice, choice_id)
        process = db.session.get_one(Process, choice.process_id)
        tally = tally_of(process, choice, choice.closes_at)
        assert tally.ballots.count == WRITERS
        assert tally.options[0][1].count == WRITERS
        counts = [
            db.session.scalar(select(func.count()).where(Approval.option_id == one))
            for one in options
        ]
        assert counts == [8, 8, 16, 0]
        ballots = select(func.count(Ballot.id)).where(Ballot.choice_id == choice_id)
        assert db.session.scalar(ballots) == WRITERS
