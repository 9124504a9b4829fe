"""What waits at the curators' desk: approved passages that have the code of a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.curating import desk_notices
from consult.kernel.i18n import ngettext
from consult.tying.queries import count_tied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process


@desk_notices.filler
def what_is_tied(processes: Sequence[Process]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Lead to the passages where some wait."""
    counts = {process.id: count_tied(process) for process in processes}
    return {
        process.id: [
            (
                ngettext(
                    "%(num)s passage of an interview has the code of a node",
                    "%(num)s passages of interviews have the code of a node",
                    counts[process.id],
                ),
                url_for("tying_desk.index", slug=process.slug),
            )
        ]
        for process in processes
        if counts[process.id]
    }
