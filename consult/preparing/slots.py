"""Where facilitators find their desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.kernel.i18n import _
from consult.processes import Desk, Process, Role, process_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@process_desks.filler
def the_desk_of_tables(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead planners and facilitators to the tables."""
    return {
        process.id: [
            Desk(
                title=_("Tables"),
                url=url_for("preparing.index", slug=process.slug),
                roles=frozenset({Role.PLANNER, Role.FACILITATOR}),
            )
        ]
        for process in processes
    }
