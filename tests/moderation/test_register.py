"""The public register says what was decided and never whose words; double checks are blind."""

from datetime import timedelta

import pytest

from consult.docket.agreement import agreement
from consult.docket.drawing import is_drawn
from consult.docket.models import Decision, Verb
from consult.docket.queries.register import agreement_in, open_checks
from consult.kernel.clock import reset_clock, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.moderation import (
    Check,
    Hiding,
    UnknownReasonError,
    ask_second_look,
    hide_subject,
    publish_subject,
    undo_decision,
)
from consult.moderation.commands.checks import answer_check
from consult.processes import Role
from tests.makers import a_person, an_idea, kept, on_staff
from tests.makers.desk import opened

REGISTER = "/processes/plan/moderation"
SECRET = "A shop that sells bicycles"


@pytest.fixture
def celia(process):
    """A second moderator."""
    return on_staff(a_person("Celia"), process, Role.MODERATOR)


@pytest.fixture
def later():
    """Let the time pass in which a slip can be taken back."""

    def pass_time():
        set_clock(offset=timedelta(minutes=1))

    yield pass_time
    reset_clock()


def drawn(decision, process):
    """The double check of a decision, drawn or not."""
    db.session.flush()
    own = [one for one in db.session.query(Check) if one.decision_id == decision.id]
    return own[0] if own else kept(Check(process_id=process.id, decision_id=decision.id))


def test_the_register_tells_the_rule_and_nobodys_words(browser, ada, carla, process, later):
    idea = an_idea(ada, process, title=SECRET)
    hide_subject(carla, opened(idea, carla), Hiding("advertising", "A note."), seen=0)
    ask_second_look(ada, opened(idea, ada), "Please.")
    publish_subject(carla, opened(an_idea(ada, process), carla), seen=0)
    assert "Nothing was decided yet" in browser.get(REGISTER).text("main")
    later()

    page = browser.get(REGISTER)

    assert "Advertising" in page.text("table")
    assert "asked" in page.text("table")
    assert len(page.soup.select("tbody tr")) == 2
    for hidden in (SECRET, "A note.", "Please.", "Carla", "Ada", idea.code):
        assert hidden not in page.html
    assert "less than an hour" in page.text("aside")


def test_one_of_each_twenty_decisions_is_drawn_and_not_always_the_same_one():
    drawn = [n for n in range(2000) if is_drawn(Decision(id=n, verb=Verb.PUBLISHED))]

    assert [number // 20 for number in drawn] == list(range(100))
    assert {number % 20 for number in drawn} == set(range(20))
    assert not any(is_drawn(Decision(id=number, verb=Verb.RETURNED)) for number in range(1, 200))


def test_a_check_is_another_moderators_and_answered_once(ada, carla, celia, process):
    decision = publish_subject(carla, opened(an_idea(ada, process), carla), seen=0)
    check = drawn(decision, process)

    assert [one.id for one in open_checks(process, celia)] == [check.id]
    assert open_checks(process, carla) == []
    with pytest.raises(NotAllowedError, match="somebody else"):
        answer_check(carla, check, None)
    with pytest.raises(UnknownReasonError):
        answer_check(celia, check, Hiding("boring"))
    answer_check(celia, check, Hiding("advertising"))
    assert (check.publishes, check.reason_code) == (False, "advertising")
    with pytest.raises(NotAllowedError, match="already"):
        answer_check(celia, check, None)


def test_a_decision_taken_back_is_not_checked(ada, carla, celia, process):
    decision = publish_subject(carla, opened(an_idea(ada, process), carla), seen=0)
    drawn(decision, process)

    undo_decision(carla, decision)

    assert open_checks(process, celia) == []


def test_agreement_is_shown_from_ten_pairs_on():
    assert agreement([(True, True)] * 9) is None
    told = agreement([(True, True)] * 5 + [(False, False)] * 4 + [(True, False)])

    assert (told.share, told.pairs) == (0.9, 10)
    assert told.kappa == pytest.approx(0.8)
    assert agreement([(True, True)] * 10).kappa is None


def test_a_check_does_not_show_how_it_was_decided(browser, ada, carla, celia, process):
    for number in range(11):
        idea = an_idea(ada, process, title=f"Idea number {number}")
        decision = hide_subject(
            carla, opened(idea, carla), Hiding("advertising", "Sells a thing."), seen=0
        )
        drawn(decision, process)
    checks = "/processes/plan/desk/moderation/checks"

    page = browser.sign_in(celia).get(checks)
    assert "Idea number 0" in page.text("main")
    assert "Sells a thing." not in page.html
    assert "Not published" not in page.text("main")
    for number, check in enumerate(open_checks(process, celia)):
        verb = "publish" if number == 0 else "hide"
        browser.post(f"{checks}/{check.id}", _at=checks, verb=verb, reason="advertising")

    db.session.expire_all()
    assert agreement_in(process).share == pytest.approx(10 / 11)
    assert "91 times in a hundred" in browser.get(checks).text("main")


def test_an_answer_without_a_known_rule_is_refused(browser, ada, carla, celia, process):
    decision = publish_subject(carla, opened(an_idea(ada, process), carla), seen=0)
    check = drawn(decision, process)
    checks = "/processes/plan/desk/moderation/checks"

    page = browser.sign_in(celia).get(checks)
    page = browser.post(f"{checks}/{check.id}", verb="hide", reason="boring")

    assert page.status == 422
    assert "published rules" in page.text("main")
    assert browser.get("/processes/plan/desk/moderation/checks").status == 200
