"""Coded interviews for other tools, and where their coders part."""

from tests.journeys.axe.doings import send
from tests.journeys.axe.hearing import HELD
from tests.journeys.axe.telling import Address, PageState


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/research{rest}"


STATES = [
    PageState("qda/index.html", "filled", _desk(), "planner"),
    PageState("qda/index.html", "wrong", _desk(), "administrator", do=send()),
    PageState(
        "qda/index.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/research",
        "administrator",
    ),
    PageState("qda/agreement.html", "parted", _desk(f"/interviews/{HELD}/agreement"), "planner"),
]
