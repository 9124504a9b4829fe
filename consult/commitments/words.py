"""The words of promises: with which agreement, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.commitments.models import CommitmentState
from consult.kernel.i18n import Words, _l

if TYPE_CHECKING:
    from collections.abc import Mapping

AGREEMENTS: Mapping[str, Words] = {
    "": _l("No agreement is needed"),
    "understanding": _l("Memorandum of understanding"),
    "convention": _l("Agreement between bodies"),
    "programme": _l("Programme agreement"),
    "other": _l("Another agreement"),
}
STATES: Mapping[CommitmentState, Words] = {
    CommitmentState.OPEN: _l("Still open"),
    CommitmentState.KEPT: _l("Kept"),
    CommitmentState.DROPPED: _l("Dropped"),
}
