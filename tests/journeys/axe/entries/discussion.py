"""Comments: all of them, one with its replies, and writing one."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _comments(kind: str, rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/ideas/{at.ideas[kind]}/comments{rest}"


def _thread(at: Places, rest: str = "") -> str:
    code, comment_id = at.thread
    return f"/processes/{at.slug}/ideas/{code}/comments/{comment_id}{rest}"


def _discussed(at: Places) -> str:
    return f"/processes/{at.slug}/ideas/{at.thread[0]}/comments"


STATES = [
    PageState("discussion/index.html", "filled", _discussed),
    PageState("discussion/index.html", "own comment", _discussed, "author", do=unfold),
    PageState("discussion/index.html", "empty", _comments("waiting"), "moderator"),
    PageState("discussion/show.html", "with replies", _thread, "citizen"),
    PageState("discussion/new.html", "asked", _comments("published", "/new"), "citizen"),
    PageState("discussion/new.html", "wrong", _comments("published", "/new"), "citizen", do=send()),
    PageState(
        "discussion/new.html", "answering", lambda at: _thread(at, "/replies/new"), "citizen"
    ),
]
