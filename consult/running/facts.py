"""What the running of a session announces to the rooms above."""

from __future__ import annotations

from consult.kernel.facts import Fact
from consult.tables import Block, Session

block_began: Fact[Block] = Fact("block_began")
session_ended: Fact[Session] = Fact("session_ended")
