"""Sixteen writers at once: every support and stance once, every tally exact, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from consult.accounts import Person
from consult.contributions import Contribution
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.kernel.i18n import speaking
from consult.processes import Process
from consult.voting import (
    Statement,
    Support,
    Value,
    recount_supports,
    support,
    withdraw_support,
)
from consult.voting.asked import recount_stances
from consult.voting.commands import (
    ChoiceDraft,
    OptionDraft,
    UnsoundBallotError,
    cast_ballot,
    rearrange_choice,
    take_stance,
)
from consult.voting.models import Approval, Ballot, Choice
from consult.voting.tallies import tally_of
from tests.makers import a_person, an_idea
from tests.voting.makers import a_choice, a_question, a_statement

WRITERS = 16


def at_once(act, arguments):
    """Run an act in a transaction of its own for each argument, sixteen at a time."""

    def run(argument):
        with speaking("en"), db.transaction():
            act(argument)

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(run, arguments))


def kept_story():
    """Keep what was made so far, so that other sessions see it."""
    db.end_write(keep=True)
    db.forget()


@pytest.fixture
def crowd(ada, process):
    """A public idea and sixteen people, kept: the ids of all."""
    idea = an_idea(ada, process, published=True)
    people = [a_person(f"Person {number}") for number in range(WRITERS)]
    found = idea.id, [person.id for person in people]
    kept_story()
    return found


def press(act, idea_id):
    """Press a button as the person with this id."""

    def pressing(person_id):
        act(
            db.session.get_one(Person, person_id),
            db.session.get_one(Contribution, idea_id),
        )

    return pressing


def test_sixteen_people_at_once_count_sixteen(crowd):
    idea_id, people = crowd

    at_once(press(support, idea_id), people)

    idea = db.session.get_one(Contribution, idea_id)
    assert idea.supports == recount_supports(idea) == WRITERS


def test_one_person_pressing_sixteen_times_at_once_counts_one(crowd):
    idea_id, people = crowd

    at_once(press(support, idea_id), [people[0]] * WRITERS)

    idea = db.session.get_one(Contribution, idea_id)
    assert idea.supports == recount_supports(idea) == 1


def test_pressing_and_undoing_at_once_leaves_the_count_as_its_rows(crowd):
    idea_id, people = crowd
    give, undo = press(support, idea_id), press(withdraw_support, idea_id)

    at_once(lambda job: job[0](job[1]), [(act, one) for one in people[:8] for act in (give, undo)])

    idea = db.session.get_one(Contribution, idea_id)
    assert idea.supports == recount_supports(idea)
    doubled = select(Support.voice_id).group_by(Support.voice_id).having(func.count(Support.id) > 1)
    assert db.session.scalars(doubled).all() == []


@pytest.fixture
def asked(dario, process):
    """A public statement and sixteen people, kept: the ids of all."""
    statement = a_statement(dario, a_question(dario, process))
    people = [a_person(f"Person {number}") for number in range(WRITERS)]
    found = statement.id, [person.id for person in people]
    kept_story()
    return found


def answer(statement_id):
    """Answer as the person with this id."""

    def answering(how):
        person_id, value = how
        take_stance(
            db.session.get_one(Person, person_id),
            db.session.get_one(Statement, statement_id),
            value,
        )

    return answering


def test_sixteen_stances_at_once_are_each_counted_once(asked):
    statement_id, people = asked
    values = [Value.AGREE, Value.DISAGREE] * 8

    at_once(answer(statement_id), zip(people, values, strict=True))

    statement = db.session.get_one(Statement, statement_id)
    assert recount_stances(statement) == {"answers": 16, "agreeing": 8, "disagreeing": 8}
    assert (statement.answers, statement.agreeing, statement.disagreeing) == (16, 8, 8)


def test_one_person_changing_their_mind_sixteen_times_at_once_counts_one(asked):
    statement_id, people = asked

    at_once(answer(statement_id), [(people[0], value) for value in Value for _time in range(5)])

    statement = db.session.get_one(Statement, statement_id)
    counted = recount_stances(statement)
    assert counted["answers"] == statement.answers == 1
    assert counted["agreeing"] == statement.agreeing
    assert counted["disagreeing"] == statement.disagreeing


@pytest.fixture
def vote(elena, process):
    """An open vote and sixteen people, kept: the ids of the choice, its options and all."""
    choice = a_choice(elena, process)
    people = [a_person(f"Person {number}") for number in range(WRITERS)]
    found = choice.id, [one.id for one in choice.options], [person.id for person in people]
    kept_story()
    return found


def casting(choice_id):
    """Vote as the person with this id."""

    def cast(how):
        person_id, options = how
        choice = db.session.get_one(Choice, choice_id)
        cast_ballot(db.session.get_one(Person, person_id), choice, options)

    return cast


def test_sixteen_ballots_at_once_are_each_counted_once(vote):
    choice_id, options, people = vote

    at_once(casting(choice_id), [(one, options[:2]) for one in people])

    choice = db.session.get_one(Choice, choice_id)
    tally = tally_of(db.session.get_one(Process, choice.process_id), choice, choice.closes_at)
    assert tally.ballots.count == WRITERS
    counted = select(Approval.option_id, func.count()).group_by(Approval.option_id)
    assert [tuple(row) for row in db.session.execute(counted.order_by(Approval.option_id))] == [
        (options[0], WRITERS),
        (options[1], WRITERS),
    ]


def test_one_person_voting_sixteen_times_at_once_has_one_ballot_within_the_rules(vote):
    choice_id, options, people = vote
    pairs = [options[:2], options[2:], options[:1], options[1:3]] * 4

    at_once(casting(choice_id), [(people[0], pair) for pair in pairs])

    assert db.session.scalar(select(func.count(Ballot.id))) == 1
    assert 1 <= (db.session.scalar(select(func.count(Approval.id))) or 0) <= 2


def test_rules_that_change_while_people_vote_never_change_under_a_ballot(vote):
    choice_id, _options, people = vote
    elena = db.session.scalars(select(Choice.arranged_by_id)).one()
    kept_story()

    def act(how):
        person_id, plans = how
        person, choice = (
            db.session.get_one(Person, person_id),
            db.session.get_one(Choice, choice_id),
        )
        options = [OptionDraft(dict(one.title)) for one in choice.options][:3]
        try:
            if plans:
                draft = ChoiceDraft(choice.title, {}, 1, choice.opens_at, choice.closes_at, options)
                rearrange_choice(person, choice, draft)
            else:
                cast_ballot(person, choice, [one.id for one in choice.options][:1])
        except (NotAllowedError, UnsoundBallotError):
            pass

    turns = [(elena, True), *((one, False) for one in people[:7])] * 2
    at_once(act, turns)
    at_once(act, [(people[0], False)])  # all may have chosen what was changed meanwhile

    choice = db.session.get_one(Choice, choice_id)
    approved = set(db.session.scalars(select(Approval.option_id)))
    assert approved <= {option.id for option in choice.options}
    assert approved
