"""Every page is usable by everyone: axe finds nothing, and 320 pixels are wide enough."""

from __future__ import annotations

import pytest

from tests.extent import FULL
from tests.journeys.axe.auditing import NARROWEST, resize, too_wide, violations, width_needed
from tests.journeys.axe.entries import STATES
from tests.journeys.axe.furnishing import token_of
from tests.journeys.axe.telling import Reader, pages
from tests.journeys.screens import DESK, HEIGHTS, LOCALES, PHONE, Screen

WIDTHS = (DESK, PHONE)


def widths_of(number: int) -> tuple[int, ...]:
    """Where a state is looked at: the states of a page take turns, a lone one is seen at both.

    `--full` looks at each at both. Languages take turns too: each goes with each width.
    """
    template = STATES[number].template
    turns = [place for place, state in enumerate(STATES) if state.template == template]
    turn = turns.index(number)
    return WIDTHS if FULL or len(turns) == 1 else (WIDTHS[(turn + turn // 2) % 2],)


@pytest.fixture(scope="session")
def windows(chromium):
    """Give one window for each language, in which one page follows the other.

    Styles, scripts and what reads them are loaded once for all pages; a failure closes it.
    """
    opened = {}

    def window(language):
        if language not in opened or opened[language].page.is_closed():
            context = chromium.new_context(
                viewport={"width": DESK, "height": HEIGHTS[DESK]},
                locale=LOCALES[language],
                bypass_csp=True,
                reduced_motion="reduce",
            )
            opened[language] = Screen(context.new_page(), "", DESK, language)
        return opened[language]

    yield window
    for screen in opened.values():
        screen.page.context.close()


def test_every_page_has_its_states():
    told = {state.template for state in STATES}
    assert not set(pages()) - told, "pages without an entry in tests/journeys/axe/entries"
    assert not told - set(pages()), "entries of pages that are no more"


@pytest.mark.parametrize("number", range(len(STATES)), ids=[state.id for state in STATES])
def test_page_in_this_state(windows, looked_at, number):
    """On a desk or a phone, and on the narrowest phone; languages take turns."""
    state = STATES[number]
    world, places = looked_at(state.world)
    language = ("it", "en")[number % 2]
    screen = windows(language)
    context = screen.page.context
    context.clear_cookies()
    resize(screen.page, DESK)
    with screen.turned_to(world.url, state.id):
        cookies = {"lang": language} | ({"visit": token_of(state.role)} if state.role else {})
        context.add_cookies(
            [{"name": name, "value": value, "url": world.url} for name, value in cookies.items()]
        )
        with screen.expecting(state.status):
            answer = screen.page.goto(world.url + state.path(places))
        assert answer is not None
        assert answer.status == state.status
        if state.do:
            state.do(screen, Reader(language, places, world.folder))
        assert screen.page.locator("html").get_attribute("lang") == language
        found = []
        for width in widths_of(number):
            resize(screen.page, width)
            found += [f"at {width}: {told}" for told in violations(screen.page)]
        needed = width_needed(screen.page)
        if needed > NARROWEST:
            found.append(f"{needed} wide on {NARROWEST}: {too_wide(screen.page)}")
        screen.page.evaluate("localStorage.clear()")
        assert not found, f"{screen.page.url}\n" + "\n".join(found)
