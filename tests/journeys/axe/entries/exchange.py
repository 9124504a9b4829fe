"""The desk of imports: its list, the columns of a file with its first rows, one import."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.importing import DONE, PACKED, PREPARED, RUNNING
from tests.journeys.axe.telling import Address, PageState


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/imports{rest}"


STATES = [
    PageState("exchange/index.html", "filled", _desk(), "planner"),
    PageState("exchange/index.html", "wrong", _desk(), "administrator", do=send()),
    PageState("exchange/edit.html", "asked", _desk(f"/{PREPARED}/columns"), "planner"),
    PageState("exchange/edit.html", "an archive", _desk(f"/{PACKED}/columns"), "planner"),
    PageState("exchange/show.html", "being read", _desk(f"/{RUNNING}"), "administrator"),
    PageState("exchange/show.html", "to be undone", _desk(f"/{DONE}"), "planner", do=unfold),
]
