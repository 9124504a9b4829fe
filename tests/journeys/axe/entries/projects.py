"""Candidate projects: the list and the sheets that everyone reads."""

from tests.journeys.axe.telling import Address, PageState


def _at(rest: str, slug: str = "slug") -> Address:
    return lambda at: f"/processes/{getattr(at, slug)}{rest}"


def _page(kind: str) -> Address:
    return lambda at: f"/processes/{at.slug}/projects/{at.projects[kind]}"


STATES = [
    PageState("projects/index.html", "filled", _at("/projects")),
    PageState("projects/index.html", "curator", _at("/projects"), "curator"),
    PageState("projects/index.html", "empty", _at("/projects", "empty_slug")),
    PageState("projects/index.html", "filtered", _at("/projects?state=candidate&q=a")),
    PageState("projects/index.html", "no match", _at("/projects?q=zzzz"), "citizen"),
    PageState("projects/show.html", "accepted", _page("accepted")),
    PageState("projects/show.html", "candidate", _page("candidate")),
    PageState("projects/show.html", "draft", _page("draft"), "curator"),
    PageState("projects/show.html", "joined", _page("joined")),
    PageState("projects/show.html", "set aside", _page("set_aside"), "citizen"),
]
