"""The words of promises: with which agreement, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.commitments.models import Commitment, CommitmentState
from consult.kernel.clock import now
from consult.kernel.i18n import Words, _, _l, ngettext
from consult.kernel.times import day, local

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
    CommitmentState.UNDER_WAY: _l("Under way"),
    CommitmentState.LATE: _l("Late"),
    CommitmentState.KEPT: _l("Kept"),
    CommitmentState.DROPPED: _l("Dropped"),
}


def counted(state: CommitmentState, many: int) -> str:
    """So many promises of which this became."""
    told = {
        CommitmentState.OPEN: ngettext("%(num)s still open", "%(num)s still open", many),
        CommitmentState.UNDER_WAY: ngettext("%(num)s under way", "%(num)s under way", many),
        CommitmentState.LATE: ngettext("%(num)s late", "%(num)s late", many),
        CommitmentState.KEPT: ngettext("%(num)s kept", "%(num)s kept", many),
        CommitmentState.DROPPED: ngettext("%(num)s dropped", "%(num)s dropped", many),
    }
    return told[state]


def state_words(commitment: Commitment) -> str:
    """What became of a promise, as it is told today on the clock at hand, and since when."""
    told = commitment.state_on(local(now()).date())
    if told is commitment.state and commitment.changed_at is not None:
        return _("%(state)s, %(day)s", state=STATES[told], day=day(commitment.changed_at))
    return str(STATES[told])
