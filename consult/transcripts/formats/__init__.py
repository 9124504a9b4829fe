"""Foreign files of spoken words, read into one plain text: NFC, LF, offsets in code points."""

from consult.transcripts.formats.opening import (
    LONGEST_TEXT,
    MOST_BYTES,
    Kind,
    Read,
    UnreadableTextError,
    read_file,
    sound_text,
)

__all__ = [
    "LONGEST_TEXT",
    "MOST_BYTES",
    "Kind",
    "Read",
    "UnreadableTextError",
    "read_file",
    "sound_text",
]
