"""What a person reads on the pages of ideas."""

import io

import pytest
from PIL import Image

from consult.contributions import hide
from consult.kernel.db import db
from consult.processes import State
from tests.makers import a_municipality, a_person, a_process, a_theme, an_idea

IDEA = {"title": "A shelter for the bus stop", "body": "People wait in the rain."}


def an_idea_form():
    return IDEA | {"place": a_municipality().name, "theme": a_theme().code}


def a_picture():
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(stream, "PNG")
    stream.seek(0)
    return stream


def test_an_idea_is_written_and_read_by_its_author(browser, ada, process):
    receipt = browser.sign_in(ada).post("/processes/plan/ideas", **an_idea_form())

    assert receipt.status == 303
    page = browser.get(receipt.location)
    assert IDEA["title"] in page.text("h1")
    assert "Received" in page.text("[role=status]")
    assert "Only you and the staff" in page.text("main")


def test_the_notice_is_said_once(browser, ada, process):
    receipt = browser.sign_in(ada).post("/processes/plan/ideas", **an_idea_form())

    browser.get(receipt.location)

    assert "Received" not in browser.get(receipt.location).text("main")


def test_what_waits_is_a_missing_page_to_others(browser, ada, process):
    idea = an_idea(ada, process)

    assert browser.get(f"/processes/plan/ideas/{idea.code}").status == 404
    browser.sign_in(a_person("Bea"))
    assert browser.get(f"/processes/plan/ideas/{idea.code}").status == 404


def test_what_is_hidden_is_nowhere_for_others(browser, ada, process):
    idea = an_idea(ada, process, title="An unmistakable canary", published=True)
    hide(idea)
    code = idea.code

    for address in (
        "/",
        "/processes/plan/ideas",
        "/processes/plan/ideas?q=unmistakable",
        "/processes/plan",
    ):
        assert "canary" not in browser.get(address).html
    assert browser.get(f"/processes/plan/ideas/{code}").status == 404


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Two words"}, "title"),
        ({"title": "x " * 200}, "title"),
        ({"body": ""}, "body"),
        ({"place": "Atlantis"}, "place"),
        ({"place": ""}, "place"),
        ({"theme": "astrology"}, "theme"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_is_lost(browser, ada, process, fault, field):
    sent = an_idea_form() | fault

    page = browser.sign_in(ada).post("/processes/plan/ideas", **sent)

    assert page.status == 422
    assert page.text(f"#{field}-error")
    assert page.value("body") == sent["body"]
    assert page.value("title") == " ".join(sent["title"].split())


def test_a_photo_is_shown_with_its_words(browser, ada, process):
    receipt = browser.sign_in(ada).post(
        "/processes/plan/ideas",
        **(
            an_idea_form() | {"photo": (a_picture(), "x.png"), "photo_text": "The stop in the rain"}
        ),
    )

    page = browser.get(receipt.location)
    picture = page.soup.select_one("figure img")
    assert picture["alt"] == "The stop in the rain"
    assert browser.fetch(picture["src"]).mimetype == "image/jpeg"


def test_a_photo_that_is_none_is_refused_beside_its_field(browser, ada, process):
    page = browser.sign_in(ada).post(
        "/processes/plan/ideas",
        **(an_idea_form() | {"photo": (io.BytesIO(b"<html>"), "x.jpg"), "photo_text": "x"}),
    )

    assert page.status == 422
    assert page.text("#photo-error")
    assert page.value("title") == IDEA["title"]


def test_a_photo_of_a_waiting_idea_is_seen_by_its_author_only(
    browser, another_browser, ada, process
):
    receipt = browser.sign_in(ada).post(
        "/processes/plan/ideas",
        **(an_idea_form() | {"photo": (a_picture(), "x.png"), "photo_text": "The stop"}),
    )
    source = browser.get(receipt.location).soup.select_one("figure img")["src"]

    assert browser.fetch(source).status_code == 200
    assert another_browser.fetch(source).status_code == 404


def test_who_may_not_write_reads_why(browser, process):
    young = a_person("Young", birth_year=None)

    page = browser.sign_in(young).get("/processes/plan/ideas/new")

    assert "born" in page.text(".notice--attention")
    assert not page.has("textarea")


def test_a_list_is_narrowed_by_its_address(browser, ada, process):
    an_idea(ada, process, title="Trains in the evening", published=True)
    an_idea(ada, process, title="A market in the square", published=True, theme=a_theme(1))

    page = browser.get(f"/processes/plan/ideas?theme={a_theme(1).code}")

    assert page.texts(".voice-row__title") == ["A market in the square"]
    assert browser.get("/processes/plan/ideas?q=trains").texts(".voice-row__title") == [
        "Trains in the evening"
    ]


def test_an_empty_list_says_who_is_missing(browser, process):
    assert "first can be yours" in browser.get("/processes/plan/ideas").text("main")
    assert "No idea matches" in browser.get("/processes/plan/ideas?q=nothing").text("main")


def test_a_closed_consultation_says_so(browser):
    a_process("over", state=State.CLOSED)

    assert "closed" in browser.get("/processes/over/ideas").text("main")


def test_the_list_takes_as_many_queries_for_many_as_for_few(browser, ada, process, count_queries):
    an_idea(ada, process, published=True)
    browser.get("/processes/plan/ideas")
    with count_queries() as few:
        browser.get("/processes/plan/ideas")
    for number in range(15):
        an_idea(a_person(f"Person {number}"), process, published=True)
    with count_queries() as many:
        browser.get("/processes/plan/ideas")

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= 12


def test_an_idea_asks_few_queries_of_a_visitor_and_of_a_member(
    browser, ada, process, count_queries
):
    idea = an_idea(a_person("Bea"), process, published=True)
    path = f"/processes/plan/ideas/{idea.code}"
    browser.get(path)
    with count_queries() as of_a_visitor:
        browser.get(path)
    browser.sign_in(ada)
    browser.get(path)
    with count_queries() as of_a_member:
        browser.get(path)

    assert len(of_a_visitor) <= 8, "\n".join(of_a_visitor)
    assert len(of_a_member) <= 14, "\n".join(of_a_member)


def test_the_public_text_speaks_its_own_language(browser, process):
    writer = a_person("Writer", language="it")
    idea = an_idea(writer, process, published=True)
    code = idea.code
    db.session.flush()

    page = browser.get(f"/processes/plan/ideas/{code}?lang=en")

    assert page.soup.select_one("h1")["lang"] == "it"
