"""The moderators' desk: the queue, one thing open, and what is decided on it."""

from consult.moderation.desk import attending, batches, checks, deciding, likeness, queue
from consult.moderation.desk.blueprint import bp

__all__ = ["attending", "batches", "bp", "checks", "deciding", "likeness", "queue"]
