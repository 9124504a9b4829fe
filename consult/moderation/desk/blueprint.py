"""The blueprint that the moderators' pages hang on, and what every page of it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for

from consult.accounts import Person, signed_in_person
from consult.contributions import Channel
from consult.docket import (
    UNDO_FOR,
    VERBS,
    WORKS,
    Decision,
    Reach,
    Sieve,
    Subject,
    Work,
    decisions_in,
    get_batch,
    kinds,
    late_since,
    load_of,
    reach_of,
    subject_with,
    undoable_by,
)
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError, NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import Words, _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.moderation.policy import can_moderate
from consult.moderation.slots import desks_of
from consult.processes import Process, get_process
from consult.taxonomy import get_theme, territory_of, themes_of
from consult.territory import get_zone, places_of, today, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping

bp = Blueprint("moderation_desk", __name__, url_prefix="/processes/<slug>/desk/moderation")

SIEVE_KEYS = ("work", "kind", "zone", "theme", "channel", "q", "mine")
LONGEST_WORDS = 100
NOWHERE = Reach(frozenset())


@dataclass(frozen=True, slots=True)
class Desk:
    """Who moderates what, how far, and what they chose to see of it."""

    person: Person
    process: Process
    reach: Reach
    sieve: Sieve
    query: Mapping[str, Any]

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of a page of this desk, with what was chosen to be seen."""
        return url_for(
            f"moderation_desk.{endpoint}", slug=self.process.slug, **values, **self.query
        )


@dataclass(frozen=True, slots=True)
class Undoable:
    """What can still be taken back, in words: one decision, or several taken at once."""

    decision: Decision
    subject: Subject
    several: int
    url: str


def at_the_desk(slug: str) -> Desk:
    """Return who moderates what; anyone else is refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_moderate(person, process))
    query = {key: value for key in SIEVE_KEYS if (value := request.args.get(key, ""))}
    sieve = _read_sieve(process, person, query)
    return Desk(person, process, reach_of(person, process) or NOWHERE, sieve, query)


def _read_sieve(process: Process, person: Person, query: Mapping[str, str]) -> Sieve:
    """Read what the queue is narrowed to. Raises `BadRequestError`."""
    cycle = process.cycle
    try:
        zone = get_zone(territory_of(cycle), query["zone"]) if "zone" in query else None
        return Sieve(
            work=Work(query["work"]) if "work" in query else None,
            kind=kinds()[query["kind"]].name if "kind" in query else None,
            places=places_of([zone], today())[zone.id] if zone else None,
            theme_id=get_theme(cycle, query["theme"]).id if "theme" in query else None,
            channel=Channel(query["channel"]) if "channel" in query else None,
            words=clean_line(query.get("q", ""))[:LONGEST_WORDS],
            assigned_to_id=person.id if "mine" in query else None,
        )
    except (ValueError, KeyError, NotFoundError) as wrong:
        raise BadRequestError(_("There is no such list.")) from wrong


def around(desk: Desk) -> dict[str, Any]:
    """Return what every page of the desk shows round its middle."""
    at, process = now(), desk.process
    load = load_of(process, desk.reach, desk.person, at)
    return {
        "desk": desk,
        "process": process,
        "load": load,
        "late_since": late_since(at),
        "at": at,
        "undoable": _undoable(desk) if load.can_undo else None,
        "undoing": ActionForm(),
        "undo_seconds": int(UNDO_FOR.total_seconds()),
        "desks": desks_of(desk.person, process),
        "desk_url": url_for("moderation_desk.index", slug=process.slug),
        "zones": zones_by_municipality(territory_of(process.cycle), today()),
        "verbs": VERBS,
        "works": WORKS,
    }


def choices_of(desk: Desk) -> dict[str, list[tuple[str, Words | dict[str, str]]]]:
    """What the queue can be narrowed to, by the key of the address."""
    cycle = desk.process.cycle
    return {
        "work": [(str(work), words) for work, words in WORKS.items()],
        "kind": [(kind.name, kind.word) for kind in kinds().values()],
        "zone": [(zone.code, zone.name) for zone in zones_of(territory_of(cycle))],
        "theme": [(theme.code, theme.title) for theme in themes_of(cycle)],
    }


def _undoable(desk: Desk) -> Undoable | None:
    decision = undoable_by(desk.person, desk.process, now())
    if decision is None:
        return None
    subject = subject_with(decision.kind, decision.subject_id)
    if decision.batch_id is None:
        url = desk.url("decision_delete", ref=subject.ref, decision_id=decision.id)
        return Undoable(decision, subject, 1, url)
    several = len(decisions_in(get_batch(desk.process, decision.batch_id)))
    url = desk.url("batch_delete", batch_id=decision.batch_id)
    return Undoable(decision, subject, several, url)
