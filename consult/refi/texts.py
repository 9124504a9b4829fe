"""From XML to plain things: texts with their passages, laid on the words as they were counted."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.refi.counting import (
    Counting,
    Fit,
    Told,
    Way,
    agreed_way,
    best_of,
    countings_of,
    fits,
    in_lines,
    is_matched,
)
from consult.refi.parts import (
    Names,
    codings_of,
    line_ends,
    made_at,
    made_by,
    references,
    values_of,
)
from consult.refi.remarks import Odd, Remark
from consult.refi.things import Selection, Text

if TYPE_CHECKING:
    from consult.refi.trees import Node

Files = Callable[[str], bytes | None]
"""The bytes of a file that a path of the project names; none where it did not come along."""
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITH_WORDS = ("Representation", "TextDescription", "Transcript")
"""Where the words of a picture, a PDF, a sound or a film stand."""
OF_PLACES = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
PLAIN = frozenset[Way]()


@dataclass(slots=True)
class Laid:
    """A text with its passages as told, and the ways in which they may have been counted."""

    node: Node
    raw: str
    told: list[tuple[Node, Told]]
    path: str = ""
    words: str = field(init=False)
    countings: list[Counting] = field(init=False)
    fit: list[Fit] = field(init=False)
    chosen: int = field(init=False)

    def __post_init__(self) -> None:
        told = [one for _node, one in self.told]
        self.words = in_lines(self.raw)
        self.countings = countings_of(self.raw)
        self.fit = [fits(self.words, told, counting) for counting in self.countings]
        self.chosen = best_of(self.countings, self.fit, len(told)) if told else 0

    @property
    def tells(self) -> bool:
        """Whether its passages say by themselves how they were counted."""
        return bool(self.chosen or self.fit[0].match)

    def follow(self, ways: frozenset[Way]) -> None:
        """Take the way of the project's other texts, where it fits no worse."""
        for place, counting in enumerate(self.countings):
            if counting.ways == ways and self.fit[place].outside <= self.fit[0].outside:
                self.chosen = place


class Reader:
    """Texts on their way in, and what was odd about them."""

    def __init__(self, files: Files, names: Names, *, trusted: bool) -> None:
        self.files = files
        self.names = names
        self.trusted = trusted
        """Whether we wrote the file ourselves, so that its positions are what they say."""
        self.remarks: list[Remark] = []

    def texts(self, nodes: list[Node]) -> tuple[Text, ...]:
        """Return the texts of some elements, each passage on its words."""
        laid = [self._lay(node) for node in nodes]
        if not self.trusted:
            ways = agreed_way(
                (one.countings[one.chosen].ways, len(one.told))
                for one in laid
                if one is not None and one.told and one.tells
            )
            for one in laid:
                if one is not None and one.told and not one.tells:
                    one.follow(ways)
        return tuple(
            self._missing(node) if one is None else self._text(one)
            for node, one in zip(nodes, laid, strict=True)
        )

    def _lay(self, node: Node) -> Laid | None:
        content = next(node.all("PlainTextContent"), None)
        path = node.get("plainTextPath")
        if path:
            held = self.files(path)
            if held is not None:
                return Laid(node, self._decoded(node, held), _told(node))
        if content is not None:
            return Laid(node, content.words, _told(node))
        if not path and not _told(node):
            # A note that is only a description, a text whose words are elsewhere.
            return Laid(node, line_ends(node.said("Description")), [])
        return None

    def _decoded(self, node: Node, held: bytes) -> str:
        for mark, encoding in MARKS:
            if held.startswith(mark):
                return held.decode(encoding, "replace")
        try:
            return held.decode()
        except UnicodeDecodeError:
            self.remarks.append(Remark(Odd.ENCODING, node.get("name")))
            return held.decode("cp1252", "replace")

    def _missing(self, node: Node) -> Text:
        path = node.get("plainTextPath")
        selections = [self._selection(one, told.start, told.end) for one, told in _told(node)]
        self.remarks.append(Remark(Odd.MISSING, node.get("name") or path, len(selections)))
        return self._made(node, None, selections, path)

    def _text(self, one: Laid) -> Text:
        counting = one.countings[0 if self.trusted else one.chosen]
        self._remark(one, counting)
        outside, selections = 0, []
        for node, told in one.told:
            start, end = counting.place_of(told.start)[0], counting.place_of(told.end)[1]
            inside = (min(max(0, start), len(one.words)), min(max(0, end), len(one.words)))
            outside += inside != (start, end)
            selections.append(self._selection(node, min(inside), max(inside)))
        name = one.node.get("name")
        if outside:
            self.remarks.append(Remark(Odd.OUTSIDE, name, outside))
        return self._made(one.node, one.words, selections, "")

    def _remark(self, one: Laid, counting: Counting) -> None:
        if self.trusted or not one.told:
            return
        name = one.node.get("name")
        if counting.ways:
            ways = ", ".join(sorted(counting.ways))
            self.remarks.append(Remark(Odd.COUNTED, f"{name}\n{ways}", len(one.told)))
        elif not one.tells and _is_open(one):
            self.remarks.append(Remark(Odd.UNSURE, name, len(one.told)))

    def _selection(self, node: Node, start: int, end: int) -> Selection:
        return Selection(
            self.names.of(node, "selection"),
            start,
            end,
            line_ends(node.get("name")),
            line_ends(node.said("Description")),
            codings_of(node, self.names),
            references(node, "NoteRef"),
            made_by(node),
            made_at(node),
        )

    def _made(self, node: Node, words: str | None, selections: list[Selection], path: str) -> Text:
        return Text(
            self.names.of(node, "text"),
            line_ends(node.get("name")),
            words,
            line_ends(node.said("Description")),
            tuple(selections),
            codings_of(node, self.names),
            references(node, "NoteRef"),
            values_of(node),
            made_by(node),
            made_at(node),
            path,
        )


def _is_open(one: Laid) -> bool:
    """Whether another way of counting fits as well, and lays any passage elsewhere."""
    told = [told for _node, told in one.told]
    first, *others = (
        [(counting.place_of(it.start), counting.place_of(it.end)) for it in told]
        for counting in one.countings
    )
    return any(
        other != first and is_matched(one.fit[0], fit)
        for other, fit in zip(others, one.fit[1:], strict=True)
    )


def _told(node: Node) -> list[tuple[Node, Told]]:
    """The passages of a text as another tool told them; one without numbers is none."""
    return [
        (one, Told(start, end, one.get("name")))
        for one in node.all("PlainTextSelection")
        if (start := _number(one.get("startPosition"))) is not None
        and (end := _number(one.get("endPosition"))) is not None
    ]


def _number(written: str) -> int | None:
    written = written.strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 12 else None  # noqa: PLR2004 - no text has more than 10^11 characters


def sources_in(top: Node) -> Iterator[Node]:
    """The elements that hold words: texts, and the words of pictures, PDFs, sounds and films."""
    for sources in top.all("Sources"):
        for node in sources.nodes:
            if node.name == "TextSource":
                yield node
            else:
                yield from node.all(*WITH_WORDS)


def without_words(top: Node) -> Iterator[Remark]:
    """What of a project stands on pictures, sounds and films, which we do not show."""
    for node in top.within("Sources"):
        for source in node.nodes:
            many = sum(1 for _one in source.all(*OF_PLACES))
            if source.name != "TextSource" and (many or not list(source.all(*WITH_WORDS))):
                yield Remark(Odd.NO_TEXT, source.get("name"), many)
