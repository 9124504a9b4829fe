"""The planners' desk of formal choices: its list, arranging, changing, withdrawing."""

from tests.journeys.axe.doings import send, send_what_is_old, unfold
from tests.journeys.axe.telling import Address, PageState


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/choices{rest}"


def _arranged(kind: str, rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/choices/{at.choices[kind]}{rest}"


STATES = [
    PageState("arranging/index.html", "filled", _desk(), "planner"),
    PageState("arranging/new.html", "asked", _desk("/new"), "planner"),
    PageState("arranging/new.html", "wrong", _desk("/new"), "planner", do=send()),
    PageState("arranging/show.html", "frozen", _arranged("open"), "planner"),
    PageState(
        "arranging/show.html",
        "to be withdrawn",
        _arranged("coming"),
        "administrator",
        do=unfold,
    ),
    PageState("arranging/show.html", "withdrawn", _arranged("withdrawn"), "planner"),
    PageState("arranging/edit.html", "open", _arranged("coming", "/edit"), "planner"),
    PageState(
        "arranging/edit.html",
        "in conflict",
        _arranged("coming", "/edit"),
        "planner",
        do=send_what_is_old,
    ),
    PageState("arranging/edit.html", "frozen", _arranged("open", "/edit"), "planner"),
]
