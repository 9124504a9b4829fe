"""Transcripts: what was said in an interview, brought in, corrected in versions, masked."""

from consult.transcripts.carrying import Carried, carried
from consult.transcripts.commands import (
    StaleTextError,
    TextDraft,
    bring_in,
    choose_mask,
    correct,
    erase_transcript,
)
from consult.transcripts.facts import Correction, transcript_corrected, transcript_erased
from consult.transcripts.formats import Kind, UnreadableTextError, read_file, sound_text
from consult.transcripts.models import Transcript, TranscriptVersion
from consult.transcripts.personal import MASK, Finding, masked
from consult.transcripts.policy import can_read_transcript
from consult.transcripts.queries import (
    find_version,
    masks_of,
    newest_version,
    newest_versions,
    transcript_of,
    transcripts_of,
)
from consult.transcripts.turns import Turn, sentences_of, time_words, turn_at, turns_of

__all__ = [
    "MASK",
    "Carried",
    "Correction",
    "Finding",
    "Kind",
    "StaleTextError",
    "TextDraft",
    "Transcript",
    "TranscriptVersion",
    "Turn",
    "UnreadableTextError",
    "bring_in",
    "can_read_transcript",
    "carried",
    "choose_mask",
    "correct",
    "erase_transcript",
    "find_version",
    "masked",
    "masks_of",
    "newest_version",
    "newest_versions",
    "read_file",
    "sentences_of",
    "sound_text",
    "time_words",
    "transcript_corrected",
    "transcript_erased",
    "transcript_of",
    "transcripts_of",
    "turn_at",
    "turns_of",
]
