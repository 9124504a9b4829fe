"""Candidate projects: their pages, and the desk where they are drafted."""

from tests.journeys.axe.doings import blank_and_send, send, send_what_is_old
from tests.journeys.axe.telling import Address, Doing, PageState, Reader
from tests.journeys.places import Places
from tests.journeys.screens import Screen

DESK = "/desk/projects"
EDIT_ORIGIN = "main a[href*='/origins/'][href$='/edit']"


def _at(rest: str, slug: str = "slug") -> Address:
    return lambda at: f"/processes/{getattr(at, slug)}{rest}"


def _page(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/projects/{at.projects[kind]}"


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


STATES = [
    PageState("projects/index.html", "filled", _at("/projects")),
    PageState("projects/index.html", "curator", _at("/projects"), "curator"),
    PageState("projects/index.html", "empty", _at("/projects", "empty_slug")),
    PageState("projects/show.html", "candidate", _page("candidate")),
    PageState("projects/show.html", "draft", _page("draft"), "curator"),
    PageState("projects/show.html", "set aside", _page("set_aside"), "citizen"),
    PageState("projects/desk/index.html", "filled", _at(DESK), "curator"),
    PageState("projects/desk/index.html", "empty", _at(DESK, "empty_slug"), "administrator"),
    PageState("projects/desk/edit.html", "new", _at(f"{DESK}/new"), "curator"),
    PageState("projects/desk/edit.html", "from a node", _from_node, "planner"),
    PageState("projects/desk/edit.html", "wrong", _at(f"{DESK}/new"), "curator", do=send()),
    PageState("projects/desk/edit.html", "filled", _desk("candidate", "/edit"), "curator"),
    PageState(
        "projects/desk/edit.html",
        "emptied",
        _desk("candidate", "/edit"),
        "curator",
        do=blank_and_send("title"),
    ),
    PageState(
        "projects/desk/edit.html",
        "conflict",
        _desk("candidate", "/edit"),
        "administrator",
        do=send_what_is_old,
    ),
    PageState("projects/desk/show.html", "candidate", _desk("candidate"), "curator"),
    PageState("projects/desk/show.html", "draft", _desk("draft"), "administrator"),
    PageState("projects/desk/show.html", "set aside", _desk("set_aside"), "planner"),
    PageState(
        "projects/desk/show.html",
        "no reason",
        _desk("candidate"),
        "curator",
        do=send("form:has([name='reason'])"),
    ),
    PageState("projects/desk/origin.html", "new", _desk("draft", "/origins/new"), "curator"),
    PageState(
        "projects/desk/origin.html", "wrong", _desk("draft", "/origins/new"), "curator", do=send()
    ),
    PageState(
        "projects/desk/origin.html", "filled", _desk("candidate"), "curator", do=_open_origin()
    ),
    PageState(
        "projects/desk/origin.html",
        "conflict",
        _desk("candidate"),
        "administrator",
        do=_open_origin(send_what_is_old),
    ),
]
