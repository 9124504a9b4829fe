"""Bad requests get a clear answer, and never a fault."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.contributions import Contribution
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.processes import State
from tests.makers import a_municipality, a_person, a_process, a_theme, an_idea

IDEA = {
    "title": "A shelter for the bus stop",
    "body": "People wait in the rain.",
}


def an_idea_form():
    return IDEA | {"place": a_municipality().name, "theme": a_theme().code}


def how_many():
    return db.session.scalar(select(func.count(Contribution.id)))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/zones/%00", 400),
        ("/processes/%ED%A0%80", 404),
        ("/processes/plan/ideas?q=%00", 400),
        ("/processes/plan/ideas?after=" + "9" * 400, 400),
        ("/processes/plan/ideas?after=bnVsbA", 400),
        ("/processes/plan/ideas?zone=nowhere", 400),
        ("/processes/plan/ideas?sort=unknown", 400),
        ("/processes/plan/idea-map/nodes/" + "1" + "0" * 30, 404),
        ("/processes/plan/ideas/ZZZZZZZ", 404),
        ("/processes/plan/ideas/" + "A" * 5000, 404),
        ("/municipalities/" + "à" * 300, 404),
        ("/nothing/here", 404),
    ],
)
def test_an_address_that_means_nothing_is_refused_in_words(browser, process, address, status):
    page = browser.get(address)

    assert page.status == status
    assert page.text("h1")


def test_a_shared_link_with_a_foreign_key_still_opens(browser, process):
    assert browser.get("/processes/plan/ideas?fbclid=abc&utm_source=mail").status == 200


def test_a_foreign_host_is_refused(app):
    answer = app.test_client().get("/", base_url="http://evil.example")

    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)


def test_a_body_of_sixty_megabytes_is_refused_before_it_is_read(browser, ada, process):
    browser.sign_in(ada)

    page = browser.send(
        "/processes/plan/ideas",
        input_stream=io.BytesIO(b"x" * 1024),
        environ_overrides={"CONTENT_LENGTH": str(60 * 1024 * 1024)},
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status == 413


@pytest.mark.parametrize(
    ("who", "url", "megabytes", "status"),
    [
        ("stranger", "/processes/plan/ideas/drafts", 17, 413),
        ("stranger", "/processes/plan/ideas/drafts", 15, 400),
        ("stranger", "/processes/plan/ideas", 3, 413),
        ("ada", "/processes/plan/ideas/drafts", 45, 400),
        ("ada", "/processes/plan/ideas", 51, 413),
    ],
)
def test_strangers_send_no_large_bodies(browser, ada, process, who, url, megabytes, status):
    if who == "ada":
        browser.sign_in(ada)

    page = browser.send(
        url,
        input_stream=io.BytesIO(b"--x--"),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(megabytes * 1024 * 1024)},
    )

    # What is not too large is read, and refused for its missing token.
    assert page.status == status
    assert ("larger than this page accepts" in page.text("main")) is (status == 413)


def test_hundreds_of_parts_are_refused(browser, ada, process):
    browser.sign_in(ada)

    page = browser.send(
        "/processes/plan/ideas",
        data="&".join(["a=1"] * 500),
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status == 413


def test_a_post_from_another_site_is_refused_and_not_sent_on(browser, ada, process):
    browser.sign_in(ada)

    page = browser.send("/processes/plan/ideas", data=an_idea_form())

    assert page.status == 400
    assert how_many() == 0
    assert not page.has("form[method=post] button")


def test_a_form_sent_twice_makes_one_row_and_gives_the_same_page(browser, ada, process):
    browser.sign_in(ada)
    browser.get("/processes/plan/ideas/new")
    fields = browser.page.form_to("/processes/plan/ideas") | an_idea_form()

    first = browser.send("/processes/plan/ideas", data=fields)
    second = browser.send("/processes/plan/ideas", data=fields)

    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert how_many() == 1


def test_a_used_form_does_not_take_another_text(browser, ada, process):
    browser.sign_in(ada)
    browser.get("/processes/plan/ideas/new")
    fields = browser.page.form_to("/processes/plan/ideas") | an_idea_form()
    browser.send("/processes/plan/ideas", data=fields)

    page = browser.send("/processes/plan/ideas", data=fields | {"title": "Another title here"})

    assert page.status == 422
    assert "Another title here" in page.html
    assert how_many() == 1


def test_a_form_that_was_refused_can_be_sent_again(browser, ada, process):
    browser.sign_in(ada)
    refused = browser.post("/processes/plan/ideas", **(an_idea_form() | {"title": ""}))
    assert refused.status == 422

    fields = refused.form_to("/processes/plan/ideas") | an_idea_form()

    assert browser.send("/processes/plan/ideas", data=fields).status == 303


def test_a_token_of_another_visit_is_refused_and_the_text_kept(
    browser, another_browser, ada, process
):
    browser.sign_in(ada)
    browser.get("/processes/plan/ideas/new")
    foreign = browser.page.form_to("/processes/plan/ideas")["submission_token"]
    another_browser.sign_in(a_person("Bea"))

    page = another_browser.post(
        "/processes/plan/ideas", **(an_idea_form() | {"submission_token": foreign})
    )

    assert page.status == 422
    assert page.value("title") == IDEA["title"]
    assert how_many() == 0


def test_a_text_too_long_comes_back_whole(browser, ada, process):
    long = "parola " * 4_000

    page = browser.sign_in(ada).post("/processes/plan/ideas", **(an_idea_form() | {"body": long}))

    assert page.status == 422
    assert page.value("body").strip() == long.strip()
    assert "20000" in page.text("#body-error")


def test_a_phase_that_closes_while_typing_keeps_the_text(browser, ada, process):
    browser.sign_in(ada)
    browser.get("/processes/plan/ideas/new")
    fields = browser.page.form_to("/processes/plan/ideas") | an_idea_form()
    set_clock(offset=timedelta(days=2))

    page = browser.send("/processes/plan/ideas", data=fields)

    assert page.status == 403
    assert IDEA["body"] in page.html
    assert how_many() == 0


def test_every_page_carries_the_house_headers(browser, process):
    page = browser.get("/")

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy


def test_a_visitor_without_a_session_gets_no_cookie_and_a_page_that_may_be_kept(browser, process):
    page = browser.get("/processes/plan/ideas")

    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"].startswith("public")
    assert "Cookie" in page.headers["Vary"]


def test_a_page_for_one_person_is_kept_by_nobody(browser, ada, process):
    page = browser.sign_in(ada).get("/processes/plan/ideas")

    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_language_is_chosen_on_the_page_and_stays(browser, process):
    italian = browser.get("/accessibility?lang=it")
    assert italian.soup.select_one("html")["lang"] == "it"

    assert browser.get("/accessibility").soup.select_one("html")["lang"] == "it"


def test_a_draft_consultation_answers_like_a_missing_one(browser, ada):
    a_process("secret", state=State.DRAFT)
    an_idea(ada, a_process("open"), published=True)

    hidden = browser.sign_in(ada).get("/processes/secret/ideas")
    missing = browser.get("/processes/nowhere/ideas")

    assert hidden.status == missing.status == 404
    assert [hidden.text(part) for part in ("h1", ".lead")] == [
        missing.text(part) for part in ("h1", ".lead")
    ]
