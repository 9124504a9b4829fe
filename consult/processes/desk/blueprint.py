"""The blueprint that the desk's pages hang on, and the consultation they are about."""

from flask import Blueprint

from consult.accounts import Person, signed_in_person
from consult.kernel.policy import require
from consult.processes.models import Process
from consult.processes.policy import can_set_up
from consult.processes.queries import get_process

bp = Blueprint("processes_desk", __name__, url_prefix="/processes/<slug>/desk/settings")


def at_the_desk(slug: str) -> tuple[Person, Process]:
    """Return who sits at the desk and the consultation; others are told why they may not."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_set_up(person, process))
    return person, process
