"""The idea map, and the curators' desk."""

from tests.journeys.axe.doings import blank_and_send, send, send_what_is_old
from tests.journeys.axe.telling import Address, PageState


def _map(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/idea-map{rest}"


def _desk(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/idea-map{rest}"


def _node(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/idea-map/nodes/{at.node.key}{rest}"


def _link(rest: str = "") -> Address:
    return lambda at: f"/processes/{at.slug}/desk/idea-map/links/new?code={at.ideas['published']}"


STATES = [
    PageState("ideamap/index.html", "filled", _map()),
    PageState("ideamap/index.html", "curator", _map(), "curator"),
    PageState("ideamap/index.html", "empty", lambda at: f"/processes/{at.empty_slug}/idea-map"),
    PageState(
        "ideamap/show.html",
        "filled",
        lambda at: f"/processes/{at.slug}/idea-map/nodes/{at.node.key}",
    ),
    PageState(
        "ideamap/show.html",
        "bare",
        lambda at: f"/processes/{at.slug}/idea-map/nodes/{at.bare_node}",
        "administrator",
    ),
    PageState("curating/index.html", "filled", _desk(), "curator"),
    PageState(
        "curating/index.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map",
        "administrator",
    ),
    PageState("curating/show.html", "filled", _node(), "curator"),
    PageState("curating/show.html", "looked up", _node("?q=bus"), "administrator"),
    PageState(
        "curating/show.html",
        "bare",
        lambda at: f"/processes/{at.slug}/desk/idea-map/nodes/{at.bare_node}",
        "curator",
    ),
    PageState("curating/edit.html", "new", _desk("/nodes/new"), "curator"),
    PageState("curating/edit.html", "wrong", _desk("/nodes/new"), "curator", do=send()),
    PageState("curating/edit.html", "filled", _node("/edit"), "curator"),
    PageState(
        "curating/edit.html", "emptied", _node("/edit"), "curator", do=blank_and_send("title")
    ),
    PageState(
        "curating/edit.html", "conflict", _node("/edit"), "administrator", do=send_what_is_old
    ),
    PageState("curating/link_new.html", "asked", _link(), "curator"),
    PageState("curating/link_new.html", "wrong", _link(), "curator", do=blank_and_send("code")),
    PageState(
        "curating/link_new.html",
        "no node",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map/links/new",
        "administrator",
    ),
    PageState("ideamap/index.html", "lit", _map("?strategy=none&show=people")),
    PageState("ideamap/index.html", "of a version", _map("?version=1")),
    PageState("curating/index.html", "nothing found", _desk("?q=zeppelin"), "curator"),
    PageState(
        "curating/index.html",
        "none ticked",
        _desk(),
        "curator",
        do=send(),
    ),
    PageState(
        "curating/proposals.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map/proposals",
        "administrator",
    ),
    PageState(
        "suggesting/index.html",
        "empty",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map/suggestions",
        "administrator",
    ),
    PageState("suggesting/index.html", "asked", _desk("/suggestions"), "curator"),
    PageState("curating/standing.html", "asked", _node("/maturity/edit"), "curator"),
    PageState("curating/standing.html", "wrong", _node("/maturity/edit"), "curator", do=send()),
    PageState("curating/split.html", "asked", _node("/split/new"), "curator"),
    PageState("curating/split.html", "wrong", _node("/split/new"), "curator", do=send()),
    PageState(
        "curating/split.html",
        "nothing to split",
        lambda at: f"/processes/{at.slug}/desk/idea-map/nodes/{at.bare_node}/split/new",
        "administrator",
    ),
    PageState("editions/index.html", "filled", _map("/versions")),
    PageState(
        "editions/index.html", "empty", lambda at: f"/processes/{at.empty_slug}/idea-map/versions"
    ),
    PageState("editions/show.html", "first", _map("/versions/1")),
    PageState("editions/show.html", "changed", _map("/versions/2"), "curator"),
    PageState(
        "editions/node.html",
        "filled",
        lambda at: f"/processes/{at.slug}/idea-map/versions/1/nodes/{at.node.key}",
    ),
    PageState("editions/new.html", "asked", _desk("/versions/new"), "curator"),
    PageState(
        "editions/new.html",
        "refused",
        lambda at: f"/processes/{at.empty_slug}/desk/idea-map/versions/new",
        "administrator",
        do=send(),
    ),
]
