"""Coding interviews: the reading page, sentences by a form, the codebook, one code."""

from tests.journeys.axe.doings import blank_and_send
from tests.journeys.axe.hearing import HELD
from tests.journeys.axe.telling import Address, PageState, Reader
from tests.journeys.screens import Screen


def _coding(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/interviews/{HELD}/coding{rest}"


def _codebook(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/codebook{rest}"


def _choose_a_mark(screen: Screen, _reader: Reader) -> None:
    screen.open(screen.page.locator("a.stripe").first.get_attribute("href") or "")


STATES = [
    PageState("coding/show.html", "filled", _coding(), "planner"),
    PageState("coding/show.html", "a mark of another", _coding(), "curator", do=_choose_a_mark),
    PageState(
        "coding/show.html", "a mark of one's own", _coding(), "administrator", do=_choose_a_mark
    ),
    PageState("coding/show.html", "codes suggested", _coding("?like=next"), "curator"),
    PageState("coding/new.html", "codes suggested", _coding("/turns/3"), "planner"),
    PageState("coding/new.html", "filled", _coding("/turns/1"), "curator"),
    PageState("coding/codebook.html", "filled", _codebook(), "planner"),
    PageState(
        "coding/codebook.html", "wrong", _codebook(), "administrator", do=blank_and_send("name")
    ),
    PageState("coding/code.html", "filled", _codebook("/1"), "curator"),
    PageState(
        "coding/code.html", "wrong", _codebook("/1"), "administrator", do=blank_and_send("name")
    ),
]
