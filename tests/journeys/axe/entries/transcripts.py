"""Transcripts of interviews: read, brought in, corrected."""

from tests.journeys.axe.doings import blank_and_send, send
from tests.journeys.axe.hearing import HELD
from tests.journeys.axe.telling import Address, PageState


def _desk(code: str, rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/interviews/{code}/transcript{rest}"


STATES = [
    PageState("transcripts/show.html", "filled", _desk(HELD), "planner"),
    PageState("transcripts/show.html", "read", _desk(HELD), "curator"),
    PageState(
        "transcripts/show.html",
        "wrong",
        _desk(HELD),
        "administrator",
        do=send("aside form:has([name='pasted'])"),
    ),
    PageState("transcripts/edit.html", "filled", _desk(HELD, "/turns/1"), "planner"),
    PageState(
        "transcripts/edit.html",
        "wrong",
        _desk(HELD, "/turns/1"),
        "administrator",
        do=blank_and_send("words"),
    ),
]
