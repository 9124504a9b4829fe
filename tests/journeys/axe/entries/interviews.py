"""Interviews: their desk, what interviewees are asked, the private link."""

from tests.journeys.axe.hearing import GONE, HELD, LINK, MEETING, WHOLE
from tests.journeys.axe.telling import Address, PageState


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/interviews{rest}"


STATES = [
    PageState("interviews/index.html", "filled", _desk(), "planner"),
    PageState(
        "interviews/index.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/interviews",
        "administrator",
    ),
    PageState("interviews/show.html", "held", _desk(f"/{HELD}"), "planner"),
    PageState("interviews/show.html", "meeting", _desk(f"/{MEETING}"), "administrator"),
    PageState("interviews/show.html", "withdrawn", _desk(f"/{GONE}"), "administrator"),
    PageState("interviews/edit.html", "new", _desk("/new"), "planner"),
    PageState("interviews/edit.html", "filled", _desk(f"/{HELD}/edit"), "administrator"),
    PageState("interviews/hearing.html", "filled", _desk("/hearing"), "planner"),
    PageState("interviews/hearing.html", "read", _desk("/hearing"), "curator"),
    PageState("guides/index.html", "filled", _desk("/guides"), "planner"),
    PageState("guides/edit.html", "new", _desk("/guides/new"), "planner"),
    PageState("guides/edit.html", "filled", _desk("/guides/1"), "administrator"),
    PageState("guides/consent.html", "filled", _desk("/consent"), "planner"),
    PageState("interviews/linked.html", "asked", f"/interviews/{LINK}"),
    PageState("returning/index.html", "sent", _desk(f"/{HELD}/passages"), "planner"),
    PageState("returning/passages.html", "waiting", f"/interviews/{LINK}/passages"),
    PageState("returning/passage.html", "answered", f"/interviews/{LINK}/passages/1"),
    PageState("returning/passage.html", "waiting", f"/interviews/{LINK}/passages/2"),
    PageState("wholes/desk.html", "sent", _desk(f"/{HELD}/whole"), "planner"),
    PageState("wholes/desk.html", "not agreed to", _desk(f"/{GONE}/whole"), "administrator"),
    PageState("wholes/linked.html", "waiting", f"/interviews/{LINK}/whole"),
    PageState("wholes/show.html", "public", lambda at: f"/processes/{at.slug}/interviews/{WHOLE}"),
    PageState(
        "tying/index.html",
        "filled",
        lambda at: f"/processes/{at.slug}/desk/idea-map/passages",
        "administrator",
    ),
    PageState(
        "tying/index.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map/passages",
        "administrator",
    ),
    PageState("interviews/withdrawal.html", "asked", f"/interviews/{LINK}/withdrawal"),
]
