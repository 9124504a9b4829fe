"""The blueprint that the desk's pages hang on, and what every page of it shows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for

from consult.accounts import Person, signed_in_person
from consult.kernel.policy import require
from consult.moderation import desks_of
from consult.processes import Process, get_process
from consult.projects import can_draft

bp = Blueprint("drafting", __name__, url_prefix="/processes/<slug>/desk/projects")


def at_the_desk(slug: str) -> tuple[Person, Process]:
    """Return who drafts projects of which consultation; others are refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_draft(person, process))
    return person, process


def around(person: Person, process: Process) -> dict[str, Any]:
    """Return what every page of the desk shows round its middle."""
    return {
        "process": process,
        "desks": desks_of(person, process),
        "desk_url": url_for("drafting.index", slug=process.slug),
    }
