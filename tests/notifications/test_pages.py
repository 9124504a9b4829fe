"""How often is chosen on one page, and stopped from any letter with one button."""

from sqlalchemy import func, select

from consult.kernel.db import db
from consult.notifications import Follow, Pace, choose_pace, pace_of
from consult.notifications.tokens import stop_url
from tests.makers import an_idea

HOUSE = "http://127.0.0.1:8000"


def stop_path(person):
    return stop_url(person).removeprefix(HOUSE)


def follows():
    return db.session.scalar(select(func.count()).select_from(Follow))


def test_one_chooses_how_often(browser, ada):
    browser.sign_in(ada).get("/account/letters")

    page = browser.post("/account/letters", pace="weekly")

    assert page.status == 303
    assert pace_of(ada) is Pace.WEEKLY
    assert browser.get("/account/letters").value("pace") == "weekly"


def test_an_unknown_pace_is_refused_on_the_page(browser, ada):
    browser.sign_in(ada).get("/account/letters")

    page = browser.post("/account/letters", pace="hourly")

    assert page.status == 422
    assert pace_of(ada) is Pace.AT_ONCE


def test_my_voice_leads_to_the_choice(browser, ada):
    page = browser.sign_in(ada).get("/account")

    assert "/account/letters" in page.links().values()


def test_opening_the_link_of_a_letter_stops_nothing(browser, ada):
    page = browser.get(stop_path(ada))

    assert page.text("h1") == "Stop the letters"
    assert pace_of(ada) is Pace.AT_ONCE


def test_its_button_stops_the_letters_without_signing_in(browser, ada):
    browser.get(stop_path(ada))
    page = browser.post(stop_path(ada))

    assert page.status == 303
    assert pace_of(ada) is Pace.NEVER
    assert browser.get(stop_path(ada)).text("h1") == "We do not write to you any more"


def test_a_mail_program_stops_them_in_one_click(browser, ada):
    page = browser.send(stop_path(ada), data={"List-Unsubscribe": "One-Click"})

    assert page.status == 303
    assert pace_of(ada) is Pace.NEVER


def test_a_token_that_we_did_not_sign_stops_nobody(browser, ada):
    forged = stop_path(ada)[:-2] + "xx"

    assert browser.get(forged).status == 404
    assert browser.send(forged, data={"List-Unsubscribe": "One-Click"}).status == 404
    assert pace_of(ada) is Pace.AT_ONCE


def test_an_idea_is_followed_and_left_on_its_page(browser, bea, idea):
    path = f"/processes/plan/ideas/{idea.code}"
    browser.sign_in(bea).get(path)

    page = browser.post(f"{path}/follow", _at=path)
    assert page.location == f"{path}#follow"
    assert follows() == 1
    page = browser.get(path)
    assert "Stop following" in page.text("#follow")

    browser.post(f"{path}/follow/delete", _at=path)
    assert follows() == 0


def test_visitors_are_led_to_sign_in_and_authors_see_no_button(browser, another_browser, ada, idea):
    path = f"/processes/plan/ideas/{idea.code}"

    assert "sign-in?next=" in str(browser.get(path).soup.select_one("#follow a"))
    assert not another_browser.sign_in(ada).get(path).has("#follow")


def test_what_one_may_not_read_one_cannot_follow(browser, ada, bea, process):
    idea = an_idea(ada, process)
    other = an_idea(ada, process, published=True)
    browser.sign_in(bea).get(f"/processes/plan/ideas/{other.code}")

    token = browser.page.soup.select_one("#follow [name=csrf_token]")["value"]
    page = browser.send(f"/processes/plan/ideas/{idea.code}/follow", data={"csrf_token": token})

    assert page.status == 404
    assert follows() == 0


def test_letters_begin_anew_when_one_chooses_so(browser, ada):
    choose_pace(ada, Pace.NEVER)
    choose_pace(ada, Pace.AT_ONCE)

    assert pace_of(ada) is Pace.AT_ONCE
