"""What was done by whom, to what and why: a log that is only added to, and sealed by hash."""

from consult.audit.commands import note_act
from consult.audit.models import Act, Seal
from consult.audit.queries import BrokenSeal, acts_on, unsealed_since, verify_chain
from consult.audit.sealing import seal_acts

__all__ = [
    "Act",
    "BrokenSeal",
    "Seal",
    "acts_on",
    "note_act",
    "seal_acts",
    "unsealed_since",
    "verify_chain",
]
