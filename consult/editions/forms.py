"""The form of a new version: its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.ideamap import WordedForm, Wording, worded
from consult.kernel.forms import CreatingForm
from consult.kernel.i18n import _l
from consult.kernel.text import COMMENT_LIMIT

if TYPE_CHECKING:
    from consult.processes import Process

NOTES = {
    "notes": Wording(
        _l("Notes"),
        _l("What is new since the last version, and why. Everyone reads it."),
        most=COMMENT_LIMIT,
    ),
}


class VersionForm(WordedForm, CreatingForm):
    """The notes of a new version; `version` is the number of the last one that was seen."""

    action = "editions.version"


def version_form(process: Process, last: int) -> VersionForm:
    """An empty form for publishing the map after its last version."""
    return worded(VersionForm, NOTES, process.languages)(data={"version": str(last)})
