"""What remains of a session: report, minutes, and cards that become contributions."""

from consult.minutes.documents import MAKERS, Paper
from consult.minutes.facts import piles_proposed, session_closed
from consult.minutes.models import (
    Correction,
    Minutes,
    MinutesState,
    PileTheme,
)
from consult.minutes.passing import AT_ONCE, count_left, pass_on_cards
from consult.minutes.policy import can_close
from consult.minutes.queries import Origin, PassedPile, of_piles, origins_of, piles_passed_on

__all__ = [
    "AT_ONCE",
    "MAKERS",
    "Correction",
    "Minutes",
    "MinutesState",
    "Origin",
    "Paper",
    "PassedPile",
    "PileTheme",
    "can_close",
    "count_left",
    "of_piles",
    "origins_of",
    "pass_on_cards",
    "piles_passed_on",
    "piles_proposed",
    "session_closed",
]
