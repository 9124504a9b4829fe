"""What the minutes room tells: a session is closed, and what it proposes for the map."""

from consult.kernel.facts import Fact
from consult.minutes.models import Minutes
from consult.tables import Session

cards_left_over: Fact[Session] = Fact("cards_left_over")
"""A closed session has more cards than go on at once."""
session_closed: Fact[Session] = Fact("session_closed")
"""All its cards are contributions now."""
piles_proposed: Fact[Session] = Fact("piles_proposed")
"""Its piles may become nodes: `piles_passed_on` tells which, and under which theme."""
minutes_sent: Fact[Minutes] = Fact("minutes_sent")
"""Those who were there can read and correct them."""
minutes_approved: Fact[Minutes] = Fact("minutes_approved")
"""They are frozen, and everyone can read them."""
