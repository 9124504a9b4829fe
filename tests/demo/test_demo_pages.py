"""In the demo one becomes anyone of its cast and reads the mail; elsewhere none of it is there."""

import re

import pytest
from sqlalchemy import func, select

from consult.accounts import Browser as Door
from consult.accounts import SignIn
from consult.demo.commands import become
from consult.demo.letters import paragraphs_of
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import DemoLetter
from tests.browser import Browser
from tests.demo.conftest import let_go


@pytest.fixture
def demo_browser(built, _app):
    """A browser before the demo, where nobody is signed in."""
    return Browser(_app)


def newest_letter():
    return db.session.scalars(select(DemoLetter).order_by(DemoLetter.id.desc()).limit(1)).one()


def test_a_visitor_is_led_to_the_cast_and_gets_no_cookie(demo_browser):
    page = demo_browser.get("/privacy")

    assert page.has(".demo-bar")
    assert not page.has(".demo-bar form")
    assert "Set-Cookie" not in page.headers
    [cast] = [link["href"] for link in page.soup.select(".demo-bar a") if "cast" in link["href"]]
    assert cast == "/demo/cast?next=/privacy"


def test_one_becomes_somebody_and_comes_back(demo_browser, world):
    player = world.cast[0]
    demo_browser.get("/demo/cast?next=/privacy")

    page = demo_browser.post("/demo/cast", who=player.key)

    assert (page.status, page.location) == (303, "/privacy")
    page = demo_browser.follow("/privacy")
    assert f"Now you are {player.name}." in page.text("main")
    assert page.value("who") == player.key


def test_the_bar_changes_who_one_is_and_ends_who_one_was(demo_browser, world):
    first, second = world.cast[0], world.cast[1]
    demo_browser.get("/demo/cast")
    demo_browser.post("/demo/cast", who=first.key)
    demo_browser.get("/privacy")

    demo_browser.post("/demo/cast", who=second.key)

    assert demo_browser.get("/privacy").value("who") == second.key
    open_ones = select(func.count()).where(SignIn.revoked_at.is_(None)).select_from(SignIn)
    assert db.session.scalar(open_ones) == 1


@pytest.mark.parametrize("place", ["//elsewhere.example", "https://elsewhere.example/", "/sign-in"])
def test_one_comes_back_only_to_a_page_of_this_site(demo_browser, world, place):
    demo_browser.get("/demo/cast")

    page = demo_browser.post("/demo/cast", who=world.cast[0].key, next=place)

    assert page.location == "/"


def test_everyone_of_the_cast_opens_their_main_page(demo_browser, world):
    for player in world.cast:
        demo_browser.get("/demo/cast")
        demo_browser.post("/demo/cast", who=player.key)
        page = demo_browser.get("/demo/cast")
        assert player.name in page.text("main h2:has(.tag)")
        [start] = [link["href"] for link in page.soup.select("main .rows a")]

        assert demo_browser.get(start).status == 200, (player.key, start)


@pytest.mark.parametrize("who", ["", "nobody", "fabio@example.org"])
def test_who_is_not_of_the_cast_is_refused_on_the_page(demo_browser, who):
    demo_browser.get("/demo/cast")

    page = demo_browser.post("/demo/cast", who=who)

    assert page.status == 422
    assert "Choose one of these people" in page.text("main")


def test_the_crowd_and_real_people_are_nobodys_part(built, world):
    for key in (world.crowd[0].key, "nobody"):
        with pytest.raises(NotFoundError):
            become(key, Door("before", "after", "Firefox", "Linux"))


def test_a_page_of_another_site_makes_nobody_anyone(demo_browser, world):
    demo_browser.get("/demo/cast")

    page = demo_browser.send("/demo/cast", data={"who": world.cast[0].key, "next": "/"})

    assert page.status == 400


def test_every_page_of_the_letters_can_be_turned_to(demo_browser):
    there = set(db.session.scalars(select(DemoLetter.id)))
    seen: list[int] = []
    url: str | None = "/demo/mail"
    while url:
        page = demo_browser.get(url)
        seen += [int(link["href"].rsplit("/", 1)[1]) for link in page.soup.select("main .rows a")]
        further = page.soup.select_one('main a[rel="next"]')
        url = str(further["href"]) if further else None

    assert len(seen) == len(set(seen))
    assert set(seen) == there
    assert seen[0] == newest_letter().id


def test_the_code_in_a_letter_lets_one_in(demo_browser):
    demo_browser.post("/sign-in", email="newcomer@example.org")
    let_go()
    run_due_jobs()
    page = demo_browser.get("/demo/mail")
    page = demo_browser.get(page.soup.select_one("main .rows a")["href"])

    assert "newcomer@example.org" in page.text("dl")
    assert re.search(r"\b\d{6}\b", page.text(".prose"))
    [way_in] = [link["href"] for link in page.soup.select(".prose a")]
    assert way_in.startswith("/sign-in/")
    assert re.fullmatch(r"\d{6}", demo_browser.get(way_in).value("code"))


def test_there_is_no_letter_that_was_not_written(demo_browser):
    assert demo_browser.get("/demo/mail/999999999999999999").status == 404


def test_a_demo_that_was_not_built_says_so(browser, configured):
    configured(demo=True, mail_url="")

    assert "Nobody lives here yet" in browser.get("/demo/cast").text("main")
    assert "No letter yet" in browser.get("/demo/mail").text("main")
    assert browser.get("/demo/cast").has(".demo-bar")


@pytest.mark.parametrize("address", ["/demo/cast", "/demo/mail", "/demo/mail/1"])
def test_outside_the_demo_its_pages_are_absent(browser, process, address):
    assert browser.get(address).status == 404


def test_outside_the_demo_nobody_becomes_anyone(browser, ada, process):
    browser.sign_in(ada).get("/account")
    token = browser.page.soup.select_one('input[name="csrf_token"]')["value"]

    page = browser.send("/demo/cast", data={"who": "ada", "next": "/", "csrf_token": token})

    assert page.status == 404
    with pytest.raises(NotAllowedError):
        become("ada", Door("before", "after", "Firefox", "Linux"))


def test_outside_the_demo_there_is_no_bar(browser, ada, process):
    assert not browser.get("/").has(".demo-bar")
    assert not browser.sign_in(ada).get("/account").has(".demo-bar")


def test_a_letter_leads_only_to_this_site(built):
    body = f"Hello,\n\nread {built.base_url}/privacy.\nor http://elsewhere.example/<b>\n"

    first, second = paragraphs_of(body)

    assert first == [[("Hello,", None)]]
    assert second[0] == [("read ", None), (f"{built.base_url}/privacy", "/privacy"), (".", None)]
    assert "".join(words for words, _path in second[1]) == "or http://elsewhere.example/<b>"
    assert not any(path for _words, path in second[1])
