"""Pages of ideas: the list, one idea, and writing one."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _ideas(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/ideas{rest}"


def _idea(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/ideas/{at.ideas[kind]}"


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
    PageState("ideas/new.html", "with the pact", _ideas("/new"), "newcomer"),
    PageState("ideas/new.html", "wrong", _ideas("/new"), "citizen", do=send()),
    PageState(
        "ideas/new.html", "closed", lambda at: f"/processes/{at.closed_slug}/ideas/new", "citizen"
    ),
    PageState("ideas/show.html", "published", _idea("published")),
    PageState("ideas/show.html", "became a project", _idea("told"), "citizen"),
    PageState("ideas/show.html", "waiting", _idea("waiting"), "moderator"),
    PageState("ideas/show.html", "hidden", _idea("hidden"), "author"),
    PageState("ideas/show.html", "at hand", _idea("published"), "administrator"),
]
