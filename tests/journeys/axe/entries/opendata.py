"""The files of open data, whole and of what was chosen, and their dictionary."""

from tests.journeys.axe.telling import Address, PageState


def _page(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/data{rest}"


STATES = [
    PageState("opendata/index.html", "whole", _page()),
    PageState("opendata/index.html", "chosen", _page("?q=bus"), "administrator"),
    PageState("opendata/dictionary_index.html", "filled", _page("/dictionary")),
]
