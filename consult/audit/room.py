"""What the audit room hands to the app: its sealer, set up by being imported."""

from consult.audit import sealing
from consult.kernel.room import Room

ROOM = Room("audit")

__all__ = ["ROOM", "sealing"]
