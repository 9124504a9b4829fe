"""The moderators' desk, and the rules as everyone reads them."""

from tests.journeys.axe.doings import unfold
from tests.journeys.axe.telling import Address, PageState


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/moderation{rest}"


def _open(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/desk/moderation/{at.ideas[kind]}"


def _empty(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.empty_slug}/desk/moderation{rest}"


STATES = [
    PageState("moderation/desk.html", "queue", _desk(), "moderator", do=unfold),
    PageState("moderation/desk.html", "waiting", _open("waiting"), "administrator"),
    PageState("moderation/desk.html", "published", _open("published"), "moderator"),
    PageState("moderation/desk.html", "hidden", _open("hidden"), "moderator"),
    PageState("moderation/desk.html", "empty", _empty(), "administrator"),
    PageState("moderation/decided.html", "published", _desk("?state=published"), "moderator"),
    PageState("moderation/decided.html", "hidden", _desk("?state=hidden"), "administrator"),
    PageState("moderation/decided.html", "empty", _empty("?state=published"), "administrator"),
    PageState("moderation/rules.html", "read", lambda at: f"/processes/{at.slug}/rules"),
]
