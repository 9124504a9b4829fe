"""The desk where projects are drafted: sheets, origins, the steps of a life."""

from tests.journeys.axe.doings import blank_and_send, send, send_what_is_old, unfold
from tests.journeys.axe.telling import Address, Doing, PageState, Reader
from tests.journeys.places import Places
from tests.journeys.screens import Screen

DESK = "/desk/projects"
EDIT_ORIGIN = "main a[href*='/origins/'][href$='/edit']"


def _at(rest: str, slug: str = "slug") -> Address:
    return lambda at: f"/processes/{getattr(at, slug)}{rest}"


def _desk(kind: str, rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}{DESK}/{at.projects[kind]}{rest}"


def _from_node(at: Places) -> str:
    return f"/processes/{at.slug}{DESK}/new?node={at.node.key}"


def _open_origin(then: Doing | None = None) -> Doing:
    """Open what the first voice gave, and go on from there."""

    def do(screen: Screen, reader: Reader) -> None:
        with screen.page.expect_navigation():
            screen.page.locator(EDIT_ORIGIN).first.click()
        if then:
            then(screen, reader)

    return do


def _unfold_and_send(name: str) -> Doing:
    """Open the steps of a life, and send the one that asks for this with nothing in it."""

    def do(screen: Screen, reader: Reader) -> None:
        unfold(screen, reader)
        send(f"form:has([name='{name}'])")(screen, reader)

    return do


STATES = [
    PageState("drafting/index.html", "filled", _at(DESK), "curator"),
    PageState("drafting/index.html", "empty", _at(DESK, "empty_slug"), "administrator"),
    PageState("drafting/edit.html", "new", _at(f"{DESK}/new"), "curator"),
    PageState("drafting/edit.html", "from a node", _from_node, "planner"),
    PageState("drafting/edit.html", "wrong", _at(f"{DESK}/new"), "curator", do=send()),
    PageState("drafting/edit.html", "filled", _desk("candidate", "/edit"), "curator"),
    PageState(
        "drafting/edit.html",
        "emptied",
        _desk("candidate", "/edit"),
        "curator",
        do=blank_and_send("title"),
    ),
    PageState(
        "drafting/edit.html",
        "conflict",
        _desk("candidate", "/edit"),
        "administrator",
        do=send_what_is_old,
    ),
    PageState("drafting/voices.html", "all", _at(f"{DESK}/voices"), "curator"),
    PageState("drafting/voices.html", "none", _at(f"{DESK}/voices?q=zzzz"), "planner"),
    PageState("drafting/show.html", "steps", _desk("candidate"), "planner", do=unfold),
    PageState("drafting/show.html", "accepted", _desk("accepted"), "planner", do=unfold),
    PageState("drafting/show.html", "candidate", _desk("candidate"), "curator"),
    PageState("drafting/show.html", "draft", _desk("draft"), "administrator"),
    PageState("drafting/show.html", "joined", _desk("joined"), "curator", do=unfold),
    PageState("drafting/show.html", "set aside", _desk("set_aside"), "planner"),
    PageState(
        "drafting/show.html",
        "no reason",
        _desk("candidate"),
        "curator",
        do=_unfold_and_send("reason"),
    ),
    PageState("drafting/origin.html", "new", _desk("draft", "/origins/new"), "curator"),
    PageState(
        "drafting/origin.html", "wrong", _desk("draft", "/origins/new"), "curator", do=send()
    ),
    PageState("drafting/origin.html", "filled", _desk("candidate"), "curator", do=_open_origin()),
    PageState(
        "drafting/origin.html",
        "conflict",
        _desk("candidate"),
        "administrator",
        do=_open_origin(send_what_is_old),
    ),
]
