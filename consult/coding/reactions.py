"""What follows when a text is corrected or erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.coding.commands import carry_marks, erase_marks
from consult.transcripts import transcript_corrected, transcript_erased

if TYPE_CHECKING:
    from consult.transcripts import Correction, Transcript


@transcript_corrected.when
def carry_what_is_marked(correction: Correction) -> None:
    """Keep every mark on its words."""
    carry_marks(correction)


@transcript_erased.when
def erase_what_is_marked(transcript: Transcript) -> None:
    """Keep no word that was taken back."""
    erase_marks(transcript)
