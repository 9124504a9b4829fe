"""Where planners find the desk of formal choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.kernel.i18n import _
from consult.processes import Desk, Process, Role, process_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@process_desks.filler
def the_desk_of_choices(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead planners to the formal choices."""
    return {
        process.id: [
            Desk(
                title=_("Votes"),
                url=url_for("arranging.index", slug=process.slug),
                roles=frozenset({Role.PLANNER}),
            )
        ]
        for process in processes
    }
