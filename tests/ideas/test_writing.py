"""Writing an idea: a draft kept for who has not signed in, read again, sent once."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from consult.contributions import Contribution
from consult.files import photos_of
from consult.ideas.commands import IdeaDraft, OutsideTerritoryError, PactNotAcceptedError
from consult.ideas.drafts import (
    DRAFT_LIVES,
    find_draft,
    forget_old_drafts,
    keep_draft,
    send_draft,
)
from consult.ideas.models import KeptDraft
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from tests.makers import a_municipality, a_pact, a_person, a_process, a_theme, an_idea

NEW = "/processes/plan/ideas/new"
IDEAS = "/processes/plan/ideas"
DRAFTS = "/processes/plan/ideas/drafts"
WORDS = {"title": "A shelter for the bus stop", "body": "People wait in the rain."}


def a_draft(**others):
    return IdeaDraft(**({"place": a_municipality().name, "theme": a_theme().code} | WORDS | others))


def the_fields():
    return WORDS | {"place": a_municipality().name, "theme": a_theme().code}


def written(browser, **others):
    """Fill in the form and press its button: the page that shows the draft."""
    fields = the_fields() | others
    hidden = browser.get(NEW).form_to(IDEAS)
    assert hidden is not None
    return browser.send(DRAFTS, data=hidden | fields)


def how_many(kind):
    return db.session.scalar(select(func.count()).select_from(kind))


def test_a_draft_is_sent_once(ada, process):
    token = keep_draft(process, a_draft())

    idea = send_draft(ada, process, token, accepts_pact=False)

    assert (idea.title, idea.voice_id is not None) == (WORDS["title"], True)
    assert send_draft(ada, process, token, accepts_pact=False).id == idea.id
    assert how_many(Contribution) == 1


def test_what_was_sent_stays_in_no_draft(ada, process):
    token = keep_draft(process, a_draft())
    send_draft(ada, process, token, accepts_pact=False)

    kept = find_draft(process, token)
    assert (kept.title, kept.body, kept.place, kept.theme) == ("", "", "", "")
    with pytest.raises(NotFoundError):
        send_draft(a_person("Bea"), process, token, accepts_pact=False)


def test_a_draft_is_found_by_its_token_only_and_for_two_days(ada, process):
    token = keep_draft(process, a_draft())

    assert find_draft(process, token) is not None
    for wrong in ("", "x", token[:-1], token * 3, "\ud800"):
        assert find_draft(process, wrong) is None
    assert find_draft(a_process("other"), token) is None
    set_clock(offset=DRAFT_LIVES)
    assert find_draft(process, token) is None
    with pytest.raises(NotFoundError):
        send_draft(ada, process, token, accepts_pact=False)
    forget_old_drafts()
    assert how_many(KeptDraft) == 0


def test_a_draft_that_is_still_kept_is_not_forgotten(process):
    keep_draft(process, a_draft())

    forget_old_drafts()

    assert how_many(KeptDraft) == 1


def test_nothing_is_kept_where_no_ideas_are_collected_or_of_a_foreign_place(process):
    with pytest.raises(NotAllowedError):
        keep_draft(a_process("closed", collecting_ideas=False), a_draft())
    with pytest.raises(OutsideTerritoryError):
        keep_draft(process, a_draft(place="Atlantis"))


def test_the_pact_is_accepted_when_the_draft_is_sent(ada, process):
    a_pact(process)
    token = keep_draft(process, a_draft())

    with pytest.raises(PactNotAcceptedError):
        send_draft(ada, process, token, accepts_pact=False)
    send_draft(ada, process, token, accepts_pact=True)


def test_pages_of_forms_alone_give_a_stranger_a_cookie(browser, ada, process):
    idea = an_idea(ada, process, published=True)

    for path in ("/", "/processes/plan", IDEAS, f"{IDEAS}/{idea.code}", f"/c/{idea.code}"):
        page = browser.get(path)
        assert page.headers.get("Set-Cookie") is None
        assert page.headers["Cache-Control"].startswith("public")
    assert browser.get("/processes/plan").has("a[href='/processes/plan/ideas/new']")
    form = browser.get(NEW)
    assert form.headers["Set-Cookie"].startswith("visit=")
    assert form.headers["Cache-Control"] == "private, no-store"


def test_a_visitor_writes_first_and_signs_in_after(browser, ada, process):
    preview = browser.get(written(browser).location)
    assert WORDS["title"] in preview.text("article")
    door = preview.links()["Sign in and send"]
    here = browser.page.response.request.path
    assert door == f"/sign-in?next={here}"

    browser.sign_in(ada).get(here)
    receipt = browser.post(IDEAS)

    assert receipt.status == 303
    assert WORDS["title"] in browser.get(receipt.location).text("h1")
    assert browser.get(here).location == receipt.location


def test_a_draft_sent_twice_is_one_idea(browser, ada, process):
    browser.sign_in(ada)
    browser.get(written(browser).location)
    hidden = browser.page.form_to(IDEAS)

    answers = [browser.send(IDEAS, data=hidden).location for _time in range(2)]

    assert answers[0] == answers[1]
    assert how_many(Contribution) == 1


def test_a_form_sent_twice_is_one_draft(browser, process):
    hidden = browser.get(NEW).form_to(IDEAS) | the_fields()

    answers = [browser.send(DRAFTS, data=hidden).location for _time in range(2)]

    assert answers[0] == answers[1]
    assert how_many(KeptDraft) == 1


@pytest.mark.parametrize(
    "fault", [{"title": "Two words"}, {"body": ""}, {"place": "Atlantis"}, {"theme": "astrology"}]
)
def test_a_fault_is_told_before_anything_is_kept(browser, process, fault):
    page = written(browser, **fault)

    assert page.status == 422
    assert page.text(f"#{next(iter(fault))}-error")
    assert how_many(KeptDraft) == 0


def test_a_draft_can_be_changed_before_it_is_sent(browser, process):
    preview = browser.get(written(browser).location)

    page = browser.get(preview.links()["Change something"])

    assert page.value("title") == WORDS["title"]
    assert page.value("body") == WORDS["body"]
    assert page.value("theme") == a_theme().code


def test_a_phase_that_closes_before_the_draft_is_sent_leaves_its_author_the_words(
    browser, ada, process
):
    browser.sign_in(ada)
    browser.get(written(browser).location)
    hidden = browser.page.form_to(IDEAS)
    set_clock(offset=timedelta(days=1, hours=12))

    page = browser.send(IDEAS, data=hidden)

    assert page.status == 403
    assert "was open until" in page.text("main")
    assert WORDS["body"] in page.text("article")
    assert how_many(Contribution) == 0


def test_a_phase_that_closes_while_one_types_gives_the_words_back(browser, process):
    hidden = browser.get(NEW).form_to(IDEAS) | the_fields()
    set_clock(offset=timedelta(days=1, hours=12))

    page = browser.send(DRAFTS, data=hidden)

    assert page.status == 403
    assert WORDS["body"] in page.text("main")


def test_the_pact_is_asked_the_first_time(browser, ada, process):
    a_pact(process)
    browser.sign_in(ada)
    address = written(browser).location
    browser.get(address)

    page = browser.post(IDEAS)
    assert page.status == 422
    assert page.text("#pact-error")

    browser.get(address)
    assert browser.post(IDEAS, pact="y").status == 303


def a_picture(colour):
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def test_up_to_four_photos_come_along_with_a_draft(browser, ada, process):
    browser.sign_in(ada)
    photos = {}
    for place, colour in (("", "green"), ("_2", "red"), ("_3", "blue"), ("_4", "white")):
        photos |= {f"photo{place}": (a_picture(colour), "x.png"), f"photo{place}_text": colour}
    address = written(browser, **photos).location
    page = browser.get(address)
    assert "With 4 photos" in page.text("article")

    receipt = browser.post(IDEAS)

    pictures = browser.get(receipt.location).soup.select("figure img")
    assert [one["alt"] for one in pictures] == ["green", "red", "blue", "white"]


def test_photos_stay_with_a_draft_that_is_written_anew(process):
    token = keep_draft(process, a_draft())
    first = find_draft(process, token)
    second = find_draft(process, keep_draft(process, a_draft(), first))

    assert len(photos_of("idea_draft", second.id)) == len(photos_of("idea_draft", first.id))


def test_a_photo_without_words_is_told_beside_them(browser, process):
    page = written(browser, photo_2=(a_picture("red"), "x.png"))

    assert page.status == 422
    assert page.text("#photo_2_text-error")


def test_a_place_comes_with_the_address(browser, process):
    place = a_municipality(1)
    slug, name = place.slug, place.name

    assert browser.get(f"{NEW}?place={slug}").value("place") == name
    assert browser.get(f"{NEW}?place=atlantis").value("place") == ""


def test_what_is_similar_is_shown_while_one_types_and_before_one_sends(browser, ada, process):
    an_idea(ada, process, title="A roof over the bus stop", published=True)
    an_idea(ada, process, title="A fountain in the park", published=True)
    db.session.flush()
    # The stranger reads the fragment, and then the page on which it stands without scripts.
    browser.get(NEW)
    fragment = browser.fetch(f"{IDEAS}/similar?title=a+shelter+for+the+bus+stop&lang=en").get_data(
        True
    )

    assert "A roof over the bus stop" in fragment
    assert "fountain" not in fragment
    assert "Support this one instead" in fragment
    assert "<html" not in fragment
    assert "roof" in browser.get(written(browser).location).text(".similar")


def test_nothing_is_similar_to_two_words_or_to_what_is_hidden(browser, ada, process):
    an_idea(ada, process, title="A roof over the bus stop")

    for title in ("bus stop", "a roof over the bus stop", "", "%22%20OR%20("):
        assert not browser.fetch(f"{IDEAS}/similar?title={title}").get_data(True).strip()


def test_a_visitor_reads_why_nobody_writes_now(browser):
    a_process("over", collecting_ideas=False)

    page = browser.get("/processes/over/ideas/new")

    assert page.text(".notice--attention")
    assert not page.has("textarea")


def test_a_draft_of_nobody_is_a_missing_page(browser, process):
    assert browser.get(f"{DRAFTS}/nothing").status == 404
