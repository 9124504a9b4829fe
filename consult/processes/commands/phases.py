"""The phases of a consultation: when each begins and ends, and what it opens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, text
from consult.kernel.policy import require
from consult.processes.commands.life import clean_texts
from consult.processes.facts import process_changed
from consult.processes.models import Activity, Phase, Process
from consult.processes.policy import can_change, can_delete_phase
from consult.processes.slots import phase_objections
from consult.territory import slug_of


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """A span between two instants, and what people can do in it."""

    title: Mapping[str, str]
    opens_at: datetime
    closes_at: datetime
    summary: Mapping[str, str] = field(default_factory=dict)
    opens: Collection[Activity] = ()
    code: str = ""


def add_phase(actor: Person, process: Process, draft: PhaseDraft) -> Phase:
    """Add a phase; its place among the others follows from when it begins.

    Raises `RefusedError` beside a missing title or an end before the beginning.
    """
    require(can_change(actor, process))
    db.lock_row(process)
    values = _checked(draft)
    phase = Phase(process=process, code=_free_code(process, draft), position=0, **values)
    db.session.add(phase)
    _put_in_order(process)
    note_act(actor, "phase.added", phase, **_told(phase))
    process_changed.announce(process)
    return phase


def change_phase(actor: Person, phase: Phase, draft: PhaseDraft, *, version: int) -> None:
    """Change a phase seen at `version`.

    Raises as `add_phase`, `ConflictError`, and `RefusedError` when something that people are doing
    would be left without a phase.
    """
    require(can_change(actor, phase.process))
    db.lock_row(phase)
    if phase.version != version:
        raise ConflictError(
            _("Somebody else changed this phase meanwhile. Yours is below, not saved yet.")
        )
    before = _told(phase)
    for name, value in _checked(draft).items():
        setattr(phase, name, value)
    phase.version += 1
    _put_in_order(phase.process)
    _check_what_stands(phase.process)
    note_act(actor, "phase.changed", phase, **_told(phase), before=before)
    process_changed.announce(phase.process)


def delete_phase(actor: Person, phase: Phase) -> None:
    """Take away a phase that has not begun; raises `NotAllowedError` for one that has.

    Raises `RefusedError` when something that people are doing would be left without a phase.
    """
    require(can_delete_phase(actor, phase, now()))
    process = phase.process
    note_act(actor, "phase.deleted", phase, **_told(phase))
    process.phases.remove(phase)
    _put_in_order(process)
    _check_what_stands(process)
    process_changed.announce(process)


def _checked(draft: PhaseDraft) -> dict[str, object]:
    title = clean_texts(draft.title, "title", one_line=True)
    if not title:
        raise RefusedError(_("Give the phase a title."), field="title")
    if draft.closes_at <= draft.opens_at:
        raise RefusedError(_("A phase closes after it opens."), field="closes_at")
    return {
        "title": title,
        "summary": clean_texts(draft.summary, "summary"),
        "opens_at": draft.opens_at,
        "closes_at": draft.closes_at,
        "opens": [activity.value for activity in Activity if activity in draft.opens],
    }


def _check_what_stands(process: Process) -> None:
    objections = phase_objections.fill([process])[process.id]
    if objections:
        raise RefusedError(" ".join(str(words) for words in objections))


def _free_code(process: Process, draft: PhaseDraft) -> str:
    """Return a short name for the phase that no other phase of the consultation has."""
    taken = {phase.code for phase in process.phases}
    wanted = slug_of(draft.code or text(draft.title))[:40] or "phase"
    code, number = wanted, 1
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code


def _put_in_order(process: Process) -> None:
    """Number the phases by when they begin."""
    process.phases.sort(key=lambda phase: (phase.opens_at, phase.closes_at))
    for position, phase in enumerate(process.phases):
        phase.position = position
    db.session.flush()


def _told(phase: Phase) -> dict[str, Any]:
    """Return what an act keeps of a phase."""
    return {
        "code": phase.code,
        "opens_at": phase.opens_at.isoformat(),
        "closes_at": phase.closes_at.isoformat(),
        "opens": list(phase.opens),
    }
