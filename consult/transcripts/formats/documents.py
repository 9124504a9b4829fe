"""Words of DOCX and ODT: read from their XML as a stream, so that no bomb can fill a memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar
from xml.parsers import expat

from consult.kernel.archives import (
    LockedArchiveError,
    OverfullArchiveError,
    TornArchiveError,
    opened,
)
from consult.kernel.i18n import _
from consult.transcripts.formats.faults import LONGEST_TEXT, UnreadableTextError, too_long

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOCX_BODY = "word/document.xml"
ODT_BODY = "content.xml"
MOST_UNPACKED = 32 * 1024 * 1024
"""Bytes of a document's XML: beyond, it was made to fill a memory."""
MOST_ENTRIES = 5_000
DEEPEST = 500
MOST_SPACES = 1_000

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "


def words_of(sent: bytes) -> tuple[str, str]:
    """Return "docx" or "odt", and the words of its paragraphs. Raises `UnreadableTextError`."""
    try:
        with opened(sent, most_entries=MOST_ENTRIES, most_bytes=MOST_UNPACKED) as archive:
            bodies = {entry.filename: entry for entry in archive.entries}
            if DOCX_BODY in bodies:
                return "docx", _read(archive.chunks(bodies[DOCX_BODY]), _Docx())
            if ODT_BODY in bodies:
                return "odt", _read(archive.chunks(bodies[ODT_BODY]), _Odt())
    except LockedArchiveError as refusal:
        raise UnreadableTextError(
            _("This file is locked by a password: send it without.")
        ) from refusal
    except OverfullArchiveError as refusal:
        raise UnreadableTextError(_bombed()) from refusal
    except (TornArchiveError, expat.ExpatError, LookupError, ValueError) as fault:
        raise UnreadableTextError(
            _("This document is torn: open it where it was written and save it anew.")
        ) from fault
    raise UnreadableTextError(_("This archive is no DOCX and no ODT: bring the text itself."))


def _read(body: Iterable[bytes], words: _Words) -> str:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = words.begin
    parser.EndElementHandler = words.end
    parser.CharacterDataHandler = words.say
    # No document of an office declares entities: who does wants them to grow.
    parser.EntityDeclHandler = _no_entities
    for chunk in body:
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    return "".join(words.said)


def _no_entities(*_declared: object) -> None:
    raise UnreadableTextError(_bombed())


def _bombed() -> str:
    return _("This document unpacks to more than we read: send its text alone.")


class _Words(ABC):
    """What is said in the paragraphs of a document, the deleted and the hidden left out."""

    PARAGRAPHS: ClassVar[frozenset[str]] = frozenset()
    LEFT_OUT: ClassVar[frozenset[str]] = frozenset()
    SIGNS: ClassVar[Mapping[str, str]] = {}
    REPEATED: ClassVar[str] = ""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.size = 0
        self.depth = 0
        self.unheard = 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go into an element."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableTextError(_bombed())
        if self.unheard or tag in self.LEFT_OUT:
            self.unheard += 1
        elif tag in self.SIGNS:
            self._keep(self.SIGNS[tag] * self.times(attributes))

    def end(self, tag: str) -> None:
        """Come out of an element."""
        self.depth -= 1
        if self.unheard:
            self.unheard -= 1
        elif tag in self.PARAGRAPHS:
            self._keep("\n")

    def say(self, words: str) -> None:
        """Take words, where they are heard."""
        if not self.unheard and self.is_in_words():
            self._keep(words)

    @abstractmethod
    def is_in_words(self) -> bool:
        """Whether letters here are words of the document."""

    def times(self, attributes: Mapping[str, str]) -> int:
        """How often a sign stands here."""
        said = attributes.get(self.REPEATED, "1")
        return min(int(said), MOST_SPACES) if said.isdecimal() else 1

    def _keep(self, words: str) -> None:
        self.size += len(words)
        if self.size > LONGEST_TEXT * 2:  # blanks and line ends are still to go
            raise UnreadableTextError(too_long())
        self.said.append(words)


class _Docx(_Words):
    PARAGRAPHS = frozenset({_W + "p", _STRICT + "p"})
    # Tracked deletions, and what an older reader would be shown in place of a drawing.
    LEFT_OUT = frozenset(
        {_W + "del", _STRICT + "del", _W + "moveFrom", _STRICT + "moveFrom", _W + "instrText"}
        | {"http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"}
    )
    SIGNS: ClassVar[Mapping[str, str]] = {
        space + name: sign
        for space in (_W, _STRICT)
        for name, sign in (("tab", " "), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))
    }

    def __init__(self) -> None:
        super().__init__()
        self.in_text = 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().begin(tag, attributes)
        self.in_text += tag in {_W + "t", _STRICT + "t"}

    def end(self, tag: str) -> None:
        super().end(tag)
        self.in_text -= tag in {_W + "t", _STRICT + "t"}

    def is_in_words(self) -> bool:
        return self.in_text > 0


class _Odt(_Words):
    PARAGRAPHS = frozenset({_T + "p", _T + "h"})
    LEFT_OUT = frozenset(
        {_T + "tracked-changes", _OFFICE + "annotation", _OFFICE + "forms", _T + "note-citation"}
    )
    SIGNS: ClassVar[Mapping[str, str]] = {_T + "tab": " ", _T + "line-break": "\n", _T + "s": " "}
    REPEATED = _T + "c"

    def __init__(self) -> None:
        super().__init__()
        self.in_paragraphs = 0

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().begin(tag, attributes)
        self.in_paragraphs += tag in self.PARAGRAPHS

    def end(self, tag: str) -> None:
        super().end(tag)
        self.in_paragraphs -= tag in self.PARAGRAPHS

    def is_in_words(self) -> bool:
        return self.in_paragraphs > 0
