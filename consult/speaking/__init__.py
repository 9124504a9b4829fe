"""Who asks for the floor in a session, who has it, and who has not spoken yet."""

from consult.speaking.models import (
    Turn,
)

__all__ = [
    "Turn",
]
