"""What everyone reads of moderation, and what readers and authors ask of it."""

from consult.moderation.views import asking
from consult.moderation.views.rules import bp

__all__ = ["asking", "bp"]
