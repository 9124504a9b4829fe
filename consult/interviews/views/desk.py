"""Who sits at the desk of interviews, and what stands around each of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, url_for

from consult.accounts import Person
from consult.guides import at_the_desk, can_keep_guides, ways_in
from consult.interviews.policy import (
    can_plan_interviews,
    can_read_interview,
)
from consult.interviews.queries import find_interview, interviews_in
from consult.interviews.words import BODY_KINDS, KINDS, STATES
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process, clock_words, posts_of, process_desks, roles_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.interviews.models import Interview

bp = Blueprint("interviews", __name__, url_prefix="/processes/<slug>/desk/interviews")


def at_the_interview(slug: str, code: str) -> tuple[Person, Interview]:
    """Return who sits at the desk, and an interview they may read; a hidden one is missing."""
    person, process = at_the_desk(slug)
    interview = find_interview(process, code)
    if not can_read_interview(person, interview):
        raise NotFoundError(_("There is no such interview."))
    return person, interview


def around(person: Person, process: Process) -> dict[str, Any]:
    """Return what each page of the desk shows around its own."""
    roles = roles_of(person, process)
    return {
        "process": process,
        "interviews": [one for one in interviews_in(process) if can_read_interview(person, one)],
        "desks": [one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        "ways": ways_in(process),
        "desk_url": url_for("interviews.index", slug=process.slug),
        "may_plan": can_plan_interviews(person, process, own_zone(person, process)),
        "may_keep": can_keep_guides(person, process),
        "clock": clock_words(process.time_zone),
        "kinds": KINDS,
        "body_kinds": BODY_KINDS,
        "states": STATES,
    }


def own_zone(person: Person, process: Process) -> int | None:
    """A zone that a person may plan interviews in, or none for everywhere."""
    zones = [zone_id for _role, zone_id in posts_of(person, process)]
    return None if None in zones else next(iter(zones), None)


def to_interview(interview: Interview, anchor: str = "") -> ResponseReturnValue:
    """Go back to an interview's page."""
    url = url_for("interviews.show", slug=interview.process.slug, code=interview.code)
    return redirect(url + anchor, 303)
