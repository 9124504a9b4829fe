"""What was promised in a session: who, what, by when, with which agreement; what became of it."""

from consult.commitments.commands import CommitmentDraft, promise, settle
from consult.commitments.models import Commitment, CommitmentState
from consult.commitments.queries import commitments_of
from consult.commitments.ranking import piles_by_points, told_points, votes_in
from consult.commitments.views.entering import Desk, desk_of
from consult.commitments.words import AGREEMENTS, state_words

__all__ = [
    "AGREEMENTS",
    "Commitment",
    "CommitmentDraft",
    "CommitmentState",
    "Desk",
    "commitments_of",
    "desk_of",
    "piles_by_points",
    "promise",
    "settle",
    "state_words",
    "told_points",
    "votes_in",
]
