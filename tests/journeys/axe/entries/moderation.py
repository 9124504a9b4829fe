"""The moderators' desk, and the rules as everyone reads them."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/moderation{rest}"


def _open(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/desk/moderation/{at.ideas[kind]}"


def _empty(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.empty_slug}/desk/moderation{rest}"


def _asking(what: str, kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/{what}/{at.ideas[kind]}/new"


def _register(at: Places) -> str:
    return f"/processes/{at.slug}/moderation"


STATES = [
    PageState("moderation/desk.html", "queue", _desk(), "moderator", do=unfold),
    PageState("moderation/desk.html", "waiting", _open("waiting"), "administrator"),
    PageState("moderation/desk.html", "published", _open("published"), "moderator"),
    PageState("moderation/desk.html", "hidden", _open("hidden"), "moderator"),
    PageState("moderation/desk.html", "empty", _empty(), "administrator"),
    PageState("moderation/decided.html", "published", _desk("?state=published"), "moderator"),
    PageState("moderation/decided.html", "hidden", _desk("?state=hidden"), "administrator"),
    PageState("moderation/decided.html", "empty", _empty("?state=published"), "administrator"),
    PageState("moderation/desk.html", "narrowed", _desk("?work=waiting&q=a"), "moderator"),
    PageState("moderation/report.html", "form", _asking("reports", "published"), "citizen"),
    PageState(
        "moderation/report.html",
        "refused",
        _asking("reports", "published"),
        "citizen",
        do=send("main form:has([name='reason'])"),
    ),
    PageState("moderation/second_look.html", "form", _asking("second-looks", "hidden"), "author"),
    PageState(
        "moderation/second_look.html", "not yours", _asking("second-looks", "hidden"), "moderator"
    ),
    PageState("moderation/check.html", "empty", _desk("/checks"), "moderator"),
    PageState("moderation/check.html", "text", _desk("/checks"), "administrator"),
    PageState(
        "moderation/register.html", "decisions", lambda at: f"/processes/{at.slug}/moderation"
    ),
    PageState(
        "moderation/register.html", "empty", lambda at: f"/processes/{at.empty_slug}/moderation"
    ),
    PageState("moderation/rules.html", "read", lambda at: f"/processes/{at.slug}/rules"),
]
