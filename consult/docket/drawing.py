"""Drawing the decisions that are taken twice: one of each twenty, by a hash that nobody chooses."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from consult.docket.models import Verb

if TYPE_CHECKING:
    from consult.docket.models import Decision

ONE_IN = 20
FIRST_READINGS = frozenset({Verb.PUBLISHED, Verb.HIDDEN})


def is_drawn(decision: Decision) -> bool:
    """Whether a decision is in the 5 % sample: only what is published or not can be compared.

    One of each twenty in a row is drawn (systematic sampling, each stretch with a start of its
    own), so that a small consultation has its 5 % too, and not what chance leaves of it.
    """
    stretch, place = divmod(decision.id, ONE_IN)
    start = sha256(f"check {stretch}".encode()).digest()
    return decision.verb in FIRST_READINGS and int.from_bytes(start[:8]) % ONE_IN == place
