"""Which kind of file was brought, told by its content, and its words as one plain text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean
from consult.transcripts.formats import documents, subtitles
from consult.transcripts.formats.faults import (
    LONGEST_TEXT,
    MOST_BYTES,
    UnreadableTextError,
    too_long,
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

ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
HEAD = 1024
"""Bytes at whose head a PDF says what it is, with odd ones before."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ODD = frozenset("\ufffd\x00")
MARKS_OF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TRAILING = re.compile(r"[ \t\u00a0]+(?=\n|$)")
_BLANK = re.compile(r"\n{3,}")


class Kind(StrEnum):
    """What a text was brought as."""

    PASTED = "pasted"
    TXT = "txt"
    VTT = "vtt"
    SRT = "srt"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a file, and what kind of file it was."""

    kind: Kind
    text: str


def sound_text(typed: str) -> str:
    """Return a text as transcripts keep it: NFC, LF, no controls, no spaces at the ends of lines.

    Done again it changes nothing. Raises `UnreadableTextError` when there is none, or too much.
    """
    try:
        # A page of a PDF and a line of a word processor end with signs that would be lost.
        cleaned = clean(_LINE_ENDS.sub("\n", typed).replace("\t", " "))
    except RefusedError as refusal:
        raise UnreadableTextError(refusal.message) from refusal
    text = _BLANK.sub("\n\n", _TRAILING.sub("", cleaned)).strip()
    if not text:
        raise UnreadableTextError(_("There are no words in it."))
    if len(text) > LONGEST_TEXT:
        raise UnreadableTextError(too_long())
    return text


def read_file(sent: bytes, name: str = "") -> Read:
    """Return the words of a file: TXT, VTT, SRT, DOCX, ODT, or a PDF that holds text.

    Raises `UnreadableTextError` with a reason in words, whatever the file is.
    """
    if len(sent) > MOST_BYTES:
        raise UnreadableTextError(_("This file is larger than 10 MB: send its text alone."))
    if sent.startswith(ZIP):
        kind, text = documents.words_of(sent)
        return Read(Kind(kind), sound_text(text))
    if PDF in sent[:HEAD]:
        from consult.transcripts.formats import pdf  # noqa: PLC0415 - 9 MB, for whoever brings one

        return Read(Kind.PDF, sound_text(pdf.words_of(sent)))
    text = _decoded(sent)
    kind = subtitles.kind_of(text, name)
    if kind:
        return Read(Kind(kind), sound_text(subtitles.words_of(text)))
    return Read(Kind.TXT, sound_text(text))


def _decoded(sent: bytes) -> str:
    """Return the letters of a text file: UTF-8, UTF-16 by its mark or zeros, else as Windows."""
    if not sent.strip():
        raise UnreadableTextError(_("There are no words in it."))
    encodings = ["utf-8-sig", "cp1252", "latin-1"]
    if sent.startswith(MARKS_OF_16):
        encodings = ["utf-16"]
    elif len(sent) > 1 and sent[1] == 0 and sent[0]:
        encodings = ["utf-16-le"]
    elif len(sent) > 1 and sent[0] == 0 and sent[1]:
        encodings = ["utf-16-be"]
    for encoding in encodings:
        try:
            text = sent.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
        break
    raise UnreadableTextError(
        _("This is no text that we can read: bring TXT, DOCX, ODT, PDF, VTT or SRT.")
    )


def _is_text(text: str) -> bool:
    """Whether letters were decoded, and not the bytes of something else."""
    controls = sum(1 for sign in text if sign < " " and sign not in "\t\n\r\x0b\x0c")
    return not _ODD & set(text) and controls * 200 <= len(text)
