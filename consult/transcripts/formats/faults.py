"""Why a file could not be read, and how much we read at all."""

from __future__ import annotations

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

MOST_BYTES = 10 * 1024 * 1024
LONGEST_TEXT = 600_000
"""Code points: some nine hours of speech."""


class UnreadableTextError(RefusedError):
    """What was brought holds no words that we can read; the message says what to do."""


def too_long() -> str:
    """Say that there are more words than we keep."""
    return _("This text is longer than 600,000 characters: divide it in parts.")
