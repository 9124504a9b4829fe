"""What remains of a session: its report, closing it, minutes; what it proposes."""

from tests.journeys.axe.closing import CLOSED, JOIN, MEETINGS, OPEN, SENT, TOKEN
from tests.journeys.axe.doings import send_what_is_old
from tests.journeys.axe.telling import Address, Doing, PageState, Reader
from tests.journeys.screens import Screen


def _desk(table: str, rest: str) -> Address:
    return lambda at: f"/processes/{at.slug}/desk/tables/{table}/sessions/1/{rest}"


def _sit_down(table: str, page: str) -> Doing:
    """Come back as somebody who sat in the session."""

    def doing(screen: Screen, reader: Reader) -> None:
        del reader
        number = MEETINGS[table]
        base = screen.page.url.partition("/t/")[0]
        screen.page.context.add_cookies(
            [{"name": f"seat-{number}", "value": f"{TOKEN}-{number}", "url": base}]
        )
        screen.page.goto(f"{base}/t/{JOIN[table]}/{page}")

    return doing


STATES = [
    PageState("minutes/closing.html", "open", _desk(OPEN, "closing"), "administrator"),
    PageState("minutes/closing.html", "closed", _desk(CLOSED, "closing"), "planner"),
    PageState("minutes/report.html", "filled", _desk(OPEN, "report"), "administrator"),
    PageState(
        "minutes/report.html",
        "own cards",
        f"/t/{JOIN[CLOSED]}/report",
        "administrator",
        do=_sit_down(CLOSED, "report"),
    ),
    PageState(
        "minutes/room.html",
        "asked",
        f"/t/{JOIN[SENT]}/minutes",
        "administrator",
        do=_sit_down(SENT, "minutes"),
    ),
    PageState("minutes/room.html", "by a link", lambda at: at.minutes_link),
    PageState("minutes/stop.html", "asked", lambda at: f"{at.minutes_link}/stop"),
    PageState("minutes/room.html", "staff", f"/t/{JOIN[SENT]}/minutes", "planner"),
    PageState("minutes/begin.html", "asked", _desk(OPEN, "minutes"), "planner"),
    PageState("minutes/show.html", "sent", _desk(SENT, "minutes"), "administrator"),
    PageState("minutes/show.html", "frozen", _desk(CLOSED, "minutes"), "planner"),
    PageState("minutes/edit.html", "filled", _desk(SENT, "minutes/edit"), "planner"),
    PageState(
        "minutes/edit.html",
        "conflict",
        _desk(SENT, "minutes/edit"),
        "administrator",
        do=send_what_is_old,
    ),
    PageState(
        "minutes/public.html",
        "frozen",
        lambda at: f"/processes/{at.slug}/tables/{CLOSED}/sessions/1/minutes",
    ),
    PageState(
        "curating/proposals.html",
        "filled",
        lambda at: f"/processes/{at.slug}/desk/idea-map/proposals",
        "curator",
    ),
]
