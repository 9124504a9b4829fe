"""What the stories of projects begin with: a node with voices, and a draft from it."""

from consult.ideamap import NodeDraft, create_node, link_contribution
from consult.projects import (
    OriginDraft,
    ProjectDraft,
    draft_project,
    edit_origin,
    make_candidate,
    origins_of,
)
from consult.taxonomy import platforms_of
from tests.makers import an_idea, in_every_language, the_cycle

DESK = "/processes/plan/desk/projects"
PAGES = "/processes/plan/projects"
NAMES = ("title", "problem", "objective", "actions", "promoter")
SAID = (
    "I buy three tickets for one trip. I want **a single ticket**, and one table of prices."
    " A canary in part of a sentence."
)


def a_platform(position=0):
    """A platform of the plan, in its own order."""
    return platforms_of(the_cycle())[position]


def a_node(person, process, *ideas, title="Buses at night"):
    """A node of the map with these contributions on it."""
    draft = NodeDraft(title=in_every_language(title), summary=in_every_language("They agree."))
    node = create_node(person, process, draft)
    for idea in ideas:
        link_contribution(person, process, node, idea)
    return node


def a_draft(title="One ticket", **others):
    """A sheet as a curator would type it."""
    given = {
        "title": in_every_language(title),
        "main_platform_id": a_platform().id,
        "problem": in_every_language("People buy **three tickets** for one trip."),
        "objective": in_every_language("A single ticket."),
        "actions": in_every_language("1. Found an agency.\n2. Write one table of prices."),
        "promoter": in_every_language("The metropolitan body."),
    }
    return ProjectDraft(**(given | others))


def a_project(person, process, *ideas, title="One ticket", **others):
    """A draft from a node that these contributions hang on."""
    return draft_project(person, process, a_draft(title, **others), a_node(person, process, *ideas))


def a_public_idea(person, process, title="A ticket for the whole metropolis", **others):
    """A published contribution."""
    return an_idea(person, process, **({"title": title, "body": SAID, "published": True} | others))


def say_what_it_gave(person, process, project, part="", note="", place=0, **others):
    """Tell which words of an origin were kept, and what was left out."""
    origin = origins_of(project, hidden=True)[place]
    draft = OriginDraft(part=part, note=note, **others)
    edit_origin(person, process, origin, draft, origin.version)
    return origin


def a_candidate(person, process, *ideas, **others):
    """A project that stands before everyone, from a node that these contributions hang on."""
    project = a_project(person, process, *ideas, **others)
    make_candidate(person, process, project)
    return project


def typed(title="One ticket", **others):
    """What is typed into a sheet's form, in every language of the plan."""
    first, *rest = the_cycle().languages
    given = {f"{name}_{first}": f"Its {name}." for name in NAMES} | {f"title_{first}": title}
    given |= {f"{name}_{code}": "" for name in NAMES for code in rest}
    return given | {"platform": a_platform().code} | others
