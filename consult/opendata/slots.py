"""Where other pages lead to open data: from the list of ideas, with its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for

from consult.ideas import FILTER_KEYS, list_links
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.kernel.i18n import Words
    from consult.processes import Process


@list_links.filler
def download_these(processes: Sequence[Process]) -> Mapping[int, Sequence[tuple[Words, str]]]:
    """Lead from a list to the same contributions as files."""
    chosen = {key: [one for one in request.args.getlist(key) if one] for key in FILTER_KEYS}
    return {
        process.id: [
            (_("Download these"), url_for("opendata.index", slug=process.slug, **_told(chosen)))
        ]
        for process in processes
    }


def _told(chosen: Mapping[str, list[str]]) -> dict[str, Any]:
    return {key: values for key, values in chosen.items() if values}
