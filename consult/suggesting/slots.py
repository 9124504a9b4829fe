"""What waits at the curators' desk: how many groups are suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.curating import desk_notices
from consult.kernel.i18n import ngettext
from consult.suggesting.queries import count_suggested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process


@desk_notices.filler
def what_is_suggested(processes: Sequence[Process]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Lead to the suggestions where there are some."""
    counts = {process.id: count_suggested(process) for process in processes}
    return {
        process.id: [
            (
                ngettext(
                    "%(num)s group of voices means about the same",
                    "%(num)s groups of voices mean about the same",
                    counts[process.id],
                ),
                url_for("suggesting_desk.index", slug=process.slug),
            )
        ]
        for process in processes
        if counts[process.id]
    }
