"""One queue: narrowed, shared among moderators, decided in batches, quick when it is long."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.contributions import Channel, State
from consult.docket.models import HELD_FOR
from consult.docket.queries.queue import Sieve, following, head_of_queue, matter_of, preceding
from consult.docket.reach import Reach
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.moderation import Decision, Matter, Work, in_one_go, publish_subject
from consult.moderation.commands.attending import assign, hold
from consult.processes import Role
from tests.makers import a_municipality, a_person, a_theme, an_idea, on_staff
from tests.makers.desk import opened

EVERYWHERE = Reach(None)


@pytest.fixture
def celia(process):
    """A second moderator."""
    return on_staff(a_person("Celia"), process, Role.MODERATOR)


def titles(process, **chosen):
    db.session.flush()
    return [row.subject.title for row in head_of_queue(process, EVERYWHERE, Sieve(**chosen))]


def test_the_queue_is_narrowed_by_what_it_is_and_where_it_comes_from(ada, carla, process):
    here, there = a_municipality(0), a_municipality(1)
    an_idea(ada, process, title="A bus at night", place=here, theme=a_theme(0))
    other = an_idea(ada, process, title="A bench in the sun", place=there, theme=a_theme(1))
    assign(carla, opened(other, carla), matter_of(opened(other, carla)), carla)

    assert titles(process, places=frozenset({here.id})) == ["A bus at night"]
    assert titles(process, theme_id=a_theme(1).id) == ["A bench in the sun"]
    assert titles(process, words="BENCH") == ["A bench in the sun"]
    assert titles(process, words="100%") == []
    assert titles(process, assigned_to_id=carla.id) == ["A bench in the sun"]
    assert titles(process, work=Work.REPORTED) == []
    assert titles(process, channel=Channel.TABLE) == []
    assert len(titles(process, kind="contribution", work=Work.WAITING)) == 2


def test_what_follows_and_what_comes_before_are_known(ada, carla, process):
    ideas = [an_idea(ada, process) for _number in range(3)]
    ask = process, EVERYWHERE, Sieve()
    matters = [matter_of(opened(one, carla)) for one in ideas]

    assert following(*ask, matters[0], around=False) == ("contribution", ideas[1].id)
    assert following(*ask, matters[2], around=False) is None
    assert following(*ask, matters[2], around=True) == ("contribution", ideas[0].id)
    assert following(*ask, None, around=False) == ("contribution", ideas[0].id)
    assert preceding(*ask, matters[1]) == ("contribution", ideas[0].id)
    assert preceding(*ask, matters[0]) is None


def test_a_matter_is_given_to_who_can_decide_on_it_only(ada, carla, celia, process):
    idea = an_idea(ada, process)
    matter = matter_of(opened(idea, carla))

    assign(carla, opened(idea, carla), matter, celia)
    assert matter.assigned_to_id == celia.id
    assign(carla, opened(idea, carla), matter, None)
    assert matter.assigned_to_id is None
    with pytest.raises(NotAllowedError, match="Ada"):
        assign(carla, opened(idea, carla), matter, ada)
    with pytest.raises(NotAllowedError):
        assign(ada, opened(idea, carla), matter, None)


def test_whoever_opened_it_first_is_shown_for_five_minutes(ada, carla, celia, process):
    idea = an_idea(ada, process)
    hold(carla, opened(idea, carla))
    hold(celia, opened(idea, celia))
    matter = matter_of(opened(idea, carla))
    db.session.refresh(matter)

    assert matter.held_by_id == carla.id
    assert matter.is_open_with_another(celia, now())
    assert not matter.is_open_with_another(carla, now())
    assert not matter.is_open_with_another(celia, now() + HELD_FOR)
    publish_subject(celia, opened(idea, celia), seen=0)
    hold(carla, opened(idea, carla))


def test_several_are_decided_at_once_or_none_is(ada, carla, celia, process):
    ideas = [an_idea(ada, process, title=f"Idea number {number}") for number in range(3)]
    picked = [(opened(one, carla), 0) for one in ideas]

    in_one_go(carla, picked, lambda it, seen, batch: publish_subject(carla, it, seen, batch))

    assert {one.state for one in ideas} == {State.PUBLISHED}
    assert len(set(db.session.scalars(select(Decision.batch_id)))) == 1
    with pytest.raises(ConflictError, match="Idea number 0"):
        in_one_go(celia, picked, lambda it, seen, batch: publish_subject(celia, it, seen, batch))
    with pytest.raises(RefusedError, match="at least one"):
        in_one_go(carla, [], lambda *_all: None)


DESK = "/processes/plan/desk/moderation"


def states(ideas):
    db.session.expire_all()
    return {db.session.get_one(type(one), one.id).state for one in ideas}


def test_a_batch_is_hidden_by_one_rule_and_taken_back_whole(browser, ada, carla, process):
    ideas = [an_idea(ada, process) for _number in range(3)]
    browser.sign_in(carla).get(DESK)
    picks = [f"{one.code}:0" for one in ideas]

    answer = browser.post(f"{DESK}/batches", pick=picks, verb="hide", reason="advertising")
    assert answer.status == 303
    assert states(ideas) == {State.HIDDEN}
    page = browser.follow(answer.location)
    assert "3 decisions taken at once" in page.text(".undo-bar")

    batch = db.session.scalars(select(Decision.batch_id)).first()
    browser.post(f"{DESK}/batches/{batch}/delete")
    assert states(ideas) == {State.WAITING}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"pick": [], "verb": "publish"}, 422),
        ({"pick": ["{code}:0"], "verb": "hide", "reason": "boring"}, 422),
        ({"pick": ["{code}:0"], "verb": "burn"}, 422),
        ({"pick": ["{code}:x"], "verb": "publish"}, 400),
        ({"pick": ["ZZZZZZZ:0"], "verb": "publish"}, 404),
        ({"pick": ["comment-99:0"], "verb": "publish"}, 404),
        ({"pick": ["{code}:7"], "verb": "publish"}, 409),
        ({"pick": [f"comment-{number}:0" for number in range(51)], "verb": "publish"}, 422),
    ],
)
def test_a_batch_that_makes_no_sense_decides_nothing(browser, ada, carla, process, fields, status):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)
    filled = {
        key: [one.format(code=idea.code) for one in value] if key == "pick" else value
        for key, value in fields.items()
    }

    assert browser.post(f"{DESK}/batches", **filled).status == status
    assert states([idea]) == {State.WAITING}


def test_the_desk_sends_back_and_passes_on_and_keeps_what_was_typed(browser, ada, carla, process):
    first, second = an_idea(ada, process), an_idea(ada, process)
    browser.sign_in(carla).get(f"{DESK}/{first.code}")

    refused = browser.post(f"{DESK}/{first.code}/transfer", body="", note="Trains are theirs.")
    assert refused.status == 422
    assert refused.text("#transfer-note") == "Trains are theirs."
    answer = browser.post(f"{DESK}/{first.code}/transfer", body="The Region", note="Theirs.")
    assert answer.location.endswith(second.code)
    browser.get(f"{DESK}/{second.code}")
    browser.post(f"{DESK}/{second.code}/revision", note="Which stop?")

    assert states([first]) == {State.HIDDEN}
    assert states([second]) == {State.RETURNED}


def test_a_decision_keeps_to_what_the_queue_was_narrowed_to(browser, ada, carla, process):
    first = an_idea(ada, process, title="A bus at night")
    an_idea(ada, process, title="A bench in the sun", body="People sit down.")
    third = an_idea(ada, process, title="A bus by day")
    page = browser.sign_in(carla).get(f"{DESK}?q=bus")
    assert page.texts(".queue__title") == ["A bus at night", "A bus by day"]

    answer = browser.post(f"{DESK}/{first.code}/publication?q=bus")

    assert answer.location.endswith(f"{third.code}?q=bus")
    assert browser.get(f"{DESK}?zone=atlantis").status == 400
    assert browser.get(f"{DESK}?work=sleeping").status == 400
    assert "Nothing in the queue" in browser.get(f"{DESK}?q=zebra").text("main")


def test_a_colleague_is_seen_at_work(browser, another_browser, ada, carla, celia, process):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(f"{DESK}/{idea.code}")
    browser.post(f"{DESK}/{idea.code}/presence")
    browser.post(f"{DESK}/{idea.code}/assignment", _at=f"{DESK}/{idea.code}")

    page = another_browser.sign_in(celia).get(f"{DESK}/{idea.code}")
    assert "Carla has it open now" in page.text(".moderated")
    assert "Carla" in page.text(".queue")
    browser.get(f"{DESK}/{idea.code}")
    browser.post(f"{DESK}/{idea.code}/assignment/delete")
    assert db.session.scalars(select(Matter.assigned_to_id)).all() == [None]


def test_three_thousand_matters_cost_what_twenty_cost(browser, ada, carla, process, count_queries):
    for number in range(25):
        an_idea(ada, process, title=f"Idea number {number}")
    browser.sign_in(carla).get(DESK)
    with count_queries() as few:
        browser.get(DESK)
    proto = db.session.scalars(select(Matter)).first()
    db.session.add_all(
        Matter(
            process_id=process.id,
            kind="contribution",
            subject_id=100_000 + number,
            work=Work.WAITING,
            since=now() + timedelta(seconds=number),
            municipality_id=proto.municipality_id,
        )
        for number in range(3_000)
    )
    db.session.flush()
    with count_queries() as many:
        page = browser.get(DESK)

    assert len(many) == len(few)
    assert "3,025 waiting" in page.text(".desk__figures")


def test_the_desk_opens_only_what_there_is(browser, carla, process):
    assert browser.sign_in(carla).get(f"{DESK}/comment-1").status == 404
    assert browser.get(f"{DESK}/statement-x").status == 404
