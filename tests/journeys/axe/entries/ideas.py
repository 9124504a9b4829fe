"""Pages of ideas: the list, one idea, and writing one."""

from tests.journeys.axe.doings import blank_and_send, send, send_what_is_old, unfold
from tests.journeys.axe.proposing import CHANGED, TOKEN
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _ideas(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/ideas{rest}"


def _idea(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/ideas/{at.ideas[kind]}"


def _told(rest: str) -> Address:
    return lambda at: f"/processes/{at.slug}/ideas/{at.ideas['told']}{rest}"


def _in_zone(at: Places) -> str:
    return f"/processes/{at.slug}/ideas?zone={at.zone.key}&theme={at.themes[0].key}"


STATES = [
    PageState("ideas/index.html", "filled", _ideas(), do=unfold),
    PageState("ideas/index.html", "filtered", _in_zone, "citizen"),
    PageState("ideas/index.html", "by lot", _ideas("?sort=fair&seed=7"), do=unfold),
    PageState("ideas/index.html", "on a map", _ideas("?view=map")),
    PageState("ideas/index.html", "none matches", _ideas("?q=xyzzy")),
    PageState("ideas/index.html", "empty", lambda at: f"/processes/{at.empty_slug}/ideas"),
    PageState("ideas/index.html", "closed", lambda at: f"/processes/{at.closed_slug}/ideas"),
    PageState("ideas/new.html", "asked", _ideas("/new"), "citizen", do=unfold),
    PageState("ideas/new.html", "a visitor", _ideas("/new")),
    PageState("ideas/drafts_show.html", "a visitor", _ideas(f"/drafts/{TOKEN}")),
    PageState("ideas/drafts_show.html", "asked", _ideas(f"/drafts/{TOKEN}"), "citizen"),
    PageState("ideas/drafts_show.html", "refused", _ideas(f"/drafts/{TOKEN}"), "newcomer"),
    PageState("ideas/new.html", "wrong", _ideas("/new"), "citizen", do=send()),
    PageState(
        "ideas/new.html", "closed", lambda at: f"/processes/{at.closed_slug}/ideas/new", "citizen"
    ),
    PageState("ideas/show.html", "published", _idea("published")),
    PageState("ideas/show.html", "became a project", _idea("told"), "citizen"),
    PageState("ideas/show.html", "waiting", _idea("waiting"), "moderator"),
    PageState("ideas/show.html", "hidden", _idea("hidden"), "author"),
    PageState("ideas/show.html", "at hand", _idea("published"), "administrator"),
    PageState("ideas/show.html", "one's own, changed", _ideas(f"/{CHANGED}"), "author"),
    PageState("ideas/versions_index.html", "changed", _ideas(f"/{CHANGED}/versions")),
    PageState("ideas/versions_index.html", "never changed", _told("/versions"), "citizen"),
    PageState("ideas/edit.html", "asked", _ideas(f"/{CHANGED}/edit"), "author"),
    PageState(
        "ideas/edit.html",
        "wrong",
        _ideas(f"/{CHANGED}/edit"),
        "author",
        do=blank_and_send("title", "body"),
    ),
    PageState(
        "ideas/edit.html", "conflict", _ideas(f"/{CHANGED}/edit"), "author", do=send_what_is_old
    ),
    PageState("ideas/withdrawal_new.html", "asked", _ideas(f"/{CHANGED}/withdrawal/new"), "author"),
    PageState("ideas/code_show.html", "public", f"/c/{CHANGED}"),
    PageState("ideas/code_show.html", "not public", lambda at: f"/c/{at.ideas['waiting']}"),
]
