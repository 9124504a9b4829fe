"""What remains of a session: report, minutes, commitments, and cards that become contributions."""

from consult.minutes.models import (
    Commitment,
    CommitmentState,
    Correction,
    Minutes,
    MinutesState,
)

__all__ = [
    "Commitment",
    "CommitmentState",
    "Correction",
    "Minutes",
    "MinutesState",
]
