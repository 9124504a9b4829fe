"""What was promised in a session: who, what, by when, with which agreement; what became of it."""

from consult.commitments.commands import CommitmentDraft, commitments_of, promise
from consult.commitments.forms import version_in
from consult.commitments.models import Commitment, CommitmentState
from consult.commitments.ranking import piles_by_points, told_points, votes_in
from consult.commitments.views.entering import Desk, desk_of
from consult.commitments.words import AGREEMENTS, STATES

__all__ = [
    "AGREEMENTS",
    "STATES",
    "Commitment",
    "CommitmentDraft",
    "CommitmentState",
    "Desk",
    "commitments_of",
    "desk_of",
    "piles_by_points",
    "promise",
    "told_points",
    "version_in",
    "votes_in",
]
