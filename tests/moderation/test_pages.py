"""What moderators do and read at their desk, and what everyone reads of their rules."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.contributions import Contribution, State, hide
from consult.docket.models import UNDO_FOR
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import db
from consult.moderation import Decision
from consult.processes import Role
from consult.processes import State as ProcessState
from consult.taxonomy import territory_of
from consult.territory import Municipality, today, zones_by_municipality
from tests.makers import a_municipality, a_person, a_process, an_idea, on_staff
from tests.makers.desk import waited

DESK = "/processes/plan/desk/moderation"


def state_of(idea):
    return db.session.get_one(Contribution, idea.id, populate_existing=True).state


def test_the_rules_are_public_and_numbered(browser, process):
    page = browser.get("/processes/plan/rules")

    assert page.status == 200
    assert len(page.texts(".rules > li")) == 9
    assert "Advertising" in page.text(".rules")


def test_the_rules_are_read_in_italian_too(browser, process):
    assert "Pubblicità" in browser.get("/processes/plan/rules?lang=it").text(".rules")


def test_a_visitor_is_asked_to_sign_in(browser, process):
    assert browser.get(DESK).location.startswith("/sign-in")


def test_everyone_else_is_refused_in_words(browser, ada, process):
    page = browser.sign_in(ada).get(DESK)

    assert page.status == 403
    assert "Only the moderators" in page.text("main")


def test_the_desk_of_a_draft_is_a_missing_page_to_others(browser, ada):
    a_process("secret", state=ProcessState.DRAFT)

    assert browser.sign_in(ada).get("/processes/secret/desk/moderation").status == 404


def test_the_longest_wait_is_open_first(browser, ada, carla, process):
    an_idea(ada, process, title="The second that came")
    first = an_idea(ada, process, title="The first that came")
    waited(first, now() - timedelta(hours=30))

    page = browser.sign_in(carla).get(DESK)

    assert page.text("h2.idea-title") == "The first that came"
    assert page.texts(".queue__title") == ["The first that came", "The second that came"]
    assert page.has(".queue .is-late")
    assert "2 waiting" in page.text(".desk__figures")


def test_publishing_opens_the_next_and_offers_to_undo(browser, ada, carla, process):
    first = an_idea(ada, process, title="The first that came")
    waited(first, now() - timedelta(hours=2))
    an_idea(ada, process, title="The second that came")
    browser.sign_in(carla).get(DESK)

    answer = browser.post(f"{DESK}/{first.code}/publication")
    page = browser.follow(answer.location)

    assert answer.status == 303
    assert state_of(first) is State.PUBLISHED
    assert page.text("h2.idea-title") == "The second that came"
    assert "Published: «The first that came»" in page.text(".undo-bar")


def test_undoing_opens_the_slip_again(browser, ada, carla, process):
    idea = an_idea(ada, process, title="A slip of the hand")
    browser.sign_in(carla).get(DESK)
    browser.post(f"{DESK}/{idea.code}/publication")
    browser.get(DESK)
    decision = db.session.scalars(select(Decision)).one()

    answer = browser.post(f"{DESK}/{idea.code}/decisions/{decision.id}/delete")
    page = browser.follow(answer.location)

    assert state_of(idea) is State.WAITING
    assert page.text("h2.idea-title") == "A slip of the hand"
    assert not page.has(".undo-bar")


def test_after_a_while_undo_is_no_longer_offered(browser, ada, carla, process):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)
    browser.post(f"{DESK}/{idea.code}/publication")
    set_clock(offset=UNDO_FOR)

    assert not browser.get(DESK).has(".undo-bar")
    reset_clock()


def test_not_publishing_names_a_rule_and_carries_a_note(browser, ada, carla, process):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)

    answer = browser.post(f"{DESK}/{idea.code}/hiding", reason="advertising", note="It sells.")

    assert answer.status == 303
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.reason_code, decision.note) == ("advertising", "It sells.")
    assert "Not published" in browser.get(DESK).text(".undo-bar")


@pytest.mark.parametrize("reason", ["", "boring"])
def test_without_a_rule_nothing_is_hidden_and_the_note_stays(browser, ada, carla, process, reason):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)

    page = browser.post(f"{DESK}/{idea.code}/hiding", reason=reason, note="It sells.")

    assert page.status == 422
    assert "published rules" in page.text(".notice--error")
    assert page.text("#note") == "It sells."
    assert state_of(idea) is State.WAITING


def test_too_long_a_note_is_said_so(browser, ada, carla, process):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)

    page = browser.post(f"{DESK}/{idea.code}/hiding", reason="unclear", note="x" * 3001)

    assert page.status == 422
    assert "3000" in page.text(".notice--error")


def test_the_second_moderator_reads_what_was_decided(browser, another_browser, ada, carla, process):
    idea = an_idea(ada, process, title="Read by two")
    celia = on_staff(a_person("Celia"), process, Role.MODERATOR)
    browser.sign_in(carla).get(DESK)
    another_browser.sign_in(celia).get(DESK)
    browser.post(f"{DESK}/{idea.code}/hiding", reason="unclear", note="")

    page = another_browser.post(f"{DESK}/{idea.code}/publication")

    assert page.status == 409
    assert "Carla has decided meanwhile" in page.text(".notice--error")
    assert "Unclear" in page.text(".moderated")
    assert state_of(idea) is State.HIDDEN


def test_a_malformed_memory_of_what_was_seen_conflicts(browser, ada, carla, process):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)

    page = browser.post(f"{DESK}/{idea.code}/publication", seen="9" * 40)

    assert page.status == 409


def test_what_is_hidden_can_be_found_and_shown_again(browser, ada, carla, process):
    idea = an_idea(ada, process, title="Hidden by mistake")
    browser.sign_in(carla).get(DESK)
    browser.post(f"{DESK}/{idea.code}/hiding", reason="unclear", note="")

    shelf = browser.get(f"{DESK}?state=hidden")
    assert "Hidden by mistake" in shelf.text("main")
    browser.get(f"{DESK}/{idea.code}")
    answer = browser.post(f"{DESK}/{idea.code}/publication")

    assert answer.status == 303
    assert state_of(idea) is State.PUBLISHED


def test_what_is_published_can_be_found_and_taken_away(browser, ada, carla, process):
    idea = an_idea(ada, process, title="Public by mistake", published=True)
    browser.sign_in(carla)

    assert "Public by mistake" in browser.get(f"{DESK}?state=published").text("main")
    page = browser.get(f"{DESK}/{idea.code}")
    assert not page.has(f'form[action="{DESK}/{idea.code}/publication"]')
    browser.post(f"{DESK}/{idea.code}/hiding", reason="unclear", note="")

    assert state_of(idea) is State.HIDDEN


def test_there_are_three_lists_and_no_others(browser, carla, process):
    browser.sign_in(carla)

    assert browser.get(f"{DESK}?state=hidden").status == 200
    assert browser.get(f"{DESK}?state=withdrawn").status == 400


def test_nobody_decides_at_the_desk_on_their_own_words(browser, carla, process):
    own = an_idea(carla, process)

    page = browser.sign_in(carla).get(f"{DESK}/{own.code}")

    assert "You wrote it yourself" in page.text(".moderated")
    assert not page.has(f'form[action="{DESK}/{own.code}/publication"]')
    assert not page.has(f'form[action="{DESK}/{own.code}/hiding"]')


def test_an_empty_queue_says_so(browser, carla, process):
    assert "Nobody is waiting" in browser.sign_in(carla).get(DESK).text("main")


def test_an_idea_leads_its_moderator_to_the_desk(browser, another_browser, ada, carla, process):
    idea = an_idea(ada, process, published=True)
    address = f"/processes/plan/ideas/{idea.code}"

    assert f"{DESK}/{idea.code}" in browser.sign_in(carla).get(address).html
    assert DESK not in another_browser.sign_in(ada).get(address).html


def test_the_author_reads_the_reason_and_others_a_missing_page(
    browser, another_browser, ada, carla, process
):
    idea = an_idea(ada, process)
    browser.sign_in(carla).get(DESK)
    browser.post(f"{DESK}/{idea.code}/hiding", reason="unclear", note="Which stop is it?")
    address = f"/processes/plan/ideas/{idea.code}"

    page = another_browser.sign_in(ada).get(address)

    assert "could not understand" in page.text("main")
    assert "Which stop is it?" in page.text("main")
    assert browser.sign_in(a_person("Bea")).get(address).status == 404


def test_hidden_elsewhere_does_not_open_for_moderators_of_another_consultation(
    browser, ada, carla, process
):
    other = a_process("other")
    idea = an_idea(ada, other)
    hide(idea)

    assert browser.sign_in(carla).get(f"{DESK}/{idea.code}").status == 404
    assert browser.get("/processes/other/desk/moderation").status == 403


def test_a_moderator_of_a_zone_reads_its_queue_only(browser, ada, process):
    home = a_municipality()
    zones = zones_by_municipality(territory_of(process.cycle), today())
    elsewhere = next(place for place in zones if zones[place].id != zones[home.id].id)
    ines = on_staff(a_person("Ines"), process, Role.MODERATOR, zones[home.id])
    an_idea(ada, process, title="From the zone itself")
    far = an_idea(
        ada, process, title="From another zone", place=db.session.get_one(Municipality, elsewhere)
    )

    page = browser.sign_in(ines).get(DESK)

    assert page.texts(".queue__title") == ["From the zone itself"]
    assert "1 waiting" in page.text(".desk__figures")
    refused = browser.get(f"{DESK}/{far.code}")
    assert "zone that is not yours" in refused.text(".moderated")


def test_what_is_set_apart_for_later_follows_in_the_queue(browser, ada, carla, process):
    first = an_idea(ada, process, title="The first that came")
    waited(first, now() - timedelta(hours=2))
    second = an_idea(ada, process, title="The second that came")

    page = browser.sign_in(carla).get(DESK)
    assert f"{DESK}/{second.code}" == page.soup.select_one('[data-key="J"]')["href"]

    assert not browser.get(f"{DESK}/{second.code}").has('[data-key="J"]')
