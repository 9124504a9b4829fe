"""Openings on a consultation's pages, for the rooms above to fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.kernel.i18n import Words
from consult.kernel.slots import Slot
from consult.processes.models import Activity, Process, Role


@dataclass(frozen=True, slots=True)
class Door:
    """Something one can do in a consultation: how long it takes, and what opens it (none: always).

    `closes_at` is when what no phase opens ends.

    `measure` and `unit` are the large numeral beside it, such as 90 and "seconds".
    """

    title: Words
    text: Words
    url: str
    opened_by: Activity | None = None
    measure: str = ""
    unit: Words = ""
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on a consultation and what it counts, in the right plural."""

    value: int
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A page where staff work on a consultation, and the roles that may open it."""

    title: Words
    url: str
    roles: frozenset[Role]


# What people can do and read in a consultation.
process_doors: Slot[Process, Door] = Slot("process.doors")
# Numbers on a consultation, such as contributions and people.
process_figures: Slot[Process, Figure] = Slot("process.figures")
# Where its staff work.
process_desks: Slot[Process, Desk] = Slot("process.desks")
# The address of a published report of what was heard and decided: none is closed without one.
published_reports: Slot[Process, str] = Slot("process.published_reports")
# Why the phases of a consultation cannot be as they were just set, such as a vote left outside.
phase_objections: Slot[Process, Words] = Slot("process.phase_objections")
# Why a consultation must not be closed yet, such as a vote under way.
closing_objections: Slot[Process, Words] = Slot("process.closing_objections")
