"""What the transcripts room tells the rooms above it."""

from __future__ import annotations

from dataclasses import dataclass

from consult.kernel.facts import Fact
from consult.transcripts.models import Transcript, TranscriptVersion


@dataclass(frozen=True, slots=True)
class Correction:
    """A text that took another's place."""

    before: TranscriptVersion
    after: TranscriptVersion


transcript_corrected: Fact[Correction] = Fact("transcript_corrected")
"""A new version stands: what is marked is carried over to it, in this transaction."""
transcript_erased: Fact[Transcript] = Fact("transcript_erased")
"""Its words are gone: so is whatever was taken from them."""
