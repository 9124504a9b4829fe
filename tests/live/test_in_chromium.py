"""Pages that stay current, and forms that need no network, in a real browser."""

import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import Error, expect

from tests.conftest import a_config
from tests.live.listening import Listening, Site

STREAMS = 6
NOTE_WHAT_GOES = """() => {
  window.gone = [];
  const note = (changes) => changes.forEach((change) =>
    change.removedNodes.forEach((node) => node.matches?.("li") && gone.push(node.textContent)));
  new MutationObserver(note).observe(document.querySelector("#wall ol"), { childList: true });
}"""


@pytest.fixture(scope="module")
def stage(sqlite_template, tmp_path_factory):
    """A served site with a wall of cards."""
    folder = tmp_path_factory.mktemp("stage")
    for file in sqlite_template.glob("*.db*"):
        shutil.copy(file, folder / file.name)
    config = a_config(f"sqlite:///{folder / 'consult.db'}", folder)
    site = Site(replace(config, live_streams=STREAMS), module="tests.live.stage").start()
    yield site
    site.kill()


@pytest.fixture
def wall(request):
    """The address of this test's own wall."""
    return f"/stage/{request.node.name.replace('_', '-')}"


@pytest.fixture
def phone(stage, chromium, wall):
    """Open the wall on a phone: `with phone() as page`."""

    @contextmanager
    def opened():
        faults = []
        context = chromium.new_context(
            locale="en-GB", viewport={"width": 390, "height": 800}, base_url=stage.url
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: _note_refusal(faults, line.text))
        page.goto(wall)
        try:
            yield page
        finally:
            context.close()
        assert not faults

    return opened


def _note_refusal(faults, text):
    if "Content Security Policy" in text or "TrustedHTML" in text:
        faults.append(text)


def write(page, text):
    page.get_by_label("Card").fill(text)
    page.get_by_role("button", name="Send").click()


def is_live(page, state="live"):
    expect(page.locator("html")).to_have_attribute("data-live-state", state, timeout=10_000)


def card(page, text):
    return page.locator("ol li", has_text=text)


def waiting(page):
    return page.locator("[data-part='queue-list'] li")


def test_a_card_appears_on_the_other_phone_and_what_is_typed_there_stays(phone):
    with phone() as one, phone() as other:
        is_live(one)
        is_live(other)
        other.get_by_label("Card").press_sequentially("half a sent")
        write(one, "from the first")
        expect(card(one, "from the first")).to_have_count(1)
        expect(card(other, "from the first")).to_have_count(1)

        expect(other.get_by_label("Card")).to_be_focused()
        other.get_by_label("Card").press_sequentially("ence")
        write(one, "and another")
        expect(card(other, "and another")).to_have_count(1)
        expect(other.get_by_label("Card")).to_have_value("half a sentence")
        expect(other.locator("#scene")).to_have_attribute("data-live-state", "live")


def test_who_finds_no_place_asks_every_few_seconds(phone, stage):
    with phone() as one, ExitStack() as others:
        is_live(one)
        while others.enter_context(Listening(stage, "session:1")).status == 200:
            pass
        late = others.enter_context(phone())
        is_live(late, "polling")
        write(one, "for all of them")

        expect(card(late, "for all of them")).to_have_count(1)


def test_cards_without_a_network_wait_and_arrive_once_in_order(phone):
    with phone() as page:
        is_live(page)
        page.context.set_offline(True)
        write(page, "first without")
        page.wait_for_timeout(400)
        write(page, "second without")
        expect(page.locator("[data-part='queue-said']")).to_have_text("Waiting for the network")
        expect(waiting(page)).to_have_text(["first without", "second without"])
        page.context.set_offline(False)

        expect(card(page, "without")).to_have_text(["first without", "second without"])
        expect(waiting(page)).to_have_count(0)
        expect(page.locator("[data-part='queue-said']")).to_have_text("")
        told = page.context.request.get("/stage/arrived").json()
        assert [text for text in told if "without" in text] == ["first without", "second without"]


def test_a_reload_without_a_network_loses_no_word(phone, wall):
    with phone() as page:
        is_live(page)
        page.context.set_offline(True)
        write(page, "sent before")
        page.get_by_label("Card").fill("only begun")
        expect(waiting(page)).to_have_text(["sent before"])
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.reload()
        page.context.set_offline(False)
        page.goto(wall)

        expect(page.get_by_label("Card")).to_have_value("only begun")
        expect(card(page, "sent before")).to_have_count(1)
        expect(waiting(page)).to_have_count(0)


def test_a_refused_card_gives_its_text_back(phone):
    with phone() as page:
        write(page, "forbidden")

        expect(page.locator(".field__error")).to_have_text("Not this one.")
        expect(page.get_by_label("Card")).to_have_value("forbidden")


def test_a_form_that_would_go_waits_until_nobody_types_in_it(phone):
    with phone() as one, phone() as other:
        is_live(other)
        other.get_by_label("Card").press_sequentially("almost done")
        write(one, "that is all")
        expect(one.get_by_text("Closed")).to_be_visible()
        other.wait_for_timeout(1_000)
        expect(other.get_by_label("Card")).to_have_value("almost done")
        other.get_by_label("Card").blur()

        expect(other.get_by_text("Closed")).to_be_visible()


def test_the_keyboard_goes_on_from_the_heading_when_what_it_was_on_is_gone(phone):
    with phone() as one, phone() as other:
        is_live(other)
        other.get_by_role("button", name="Send").focus()
        write(one, "that is all")

        expect(other.get_by_role("heading", name="Stage")).to_be_focused()


def test_what_was_asked_for_before_one_s_own_answer_does_not_take_it_away(phone, wall):
    with phone() as one, phone() as other:
        is_live(one)
        held = []

        def hold(route):
            if held:
                route.continue_()
            else:
                held.append(route)

        one.route(f"**{wall}/wall", hold)
        write(other, "from the other")
        while not held:
            one.wait_for_timeout(10)
        before = held[0].fetch()
        write(one, "my own")
        expect(card(one, "my own")).to_have_count(1)
        one.evaluate(NOTE_WHAT_GOES)
        with one.expect_response(f"**{wall}/wall"):  # the late one
            held[0].fulfill(response=before)
        write(other, "from the other again")
        expect(card(one, "again")).to_have_count(1)
        assert one.evaluate("window.gone") == []
