"""Drawing the decisions that are taken twice: one in twenty, by a hash that nobody chooses."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from consult.docket.models import Verb

if TYPE_CHECKING:
    from consult.docket.models import Decision

ONE_IN = 20
FIRST_READINGS = frozenset({Verb.PUBLISHED, Verb.HIDDEN})


def is_drawn(decision: Decision) -> bool:
    """Whether a decision is in the 5 % sample: only what is published or not can be compared."""
    drawn = sha256(f"check {decision.id}".encode()).digest()
    return decision.verb in FIRST_READINGS and int.from_bytes(drawn[:8]) % ONE_IN == 0
