"""Markdown as plain pieces of a document: headings, paragraphs and points, in runs of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image"])
LISTED = {"bullet_list_open": "point", "ordered_list_open": "number"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading with its level, a paragraph, or a point of a list with its depth."""

    kind: str
    level: int
    runs: Sequence[Run]

    @property
    def words(self) -> str:
        """All its letters."""
        return "".join(run.words for run in self.runs)


def pieces_of(source: str) -> Iterator[Piece]:
    """Return Markdown as pieces in reading order; what has no shape of its own is a paragraph."""
    lists: list[str] = []
    heading = 0
    for token in _markdown.parse(source):
        if token.type in LISTED:
            lists.append(LISTED[token.type])
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            runs = list(_runs(token.children or ()))
            if heading:
                yield Piece("heading", heading, runs)
            elif lists:
                yield Piece(lists[-1], len(lists), runs)
            else:
                yield Piece("paragraph", 0, runs)
        elif token.type in {"fence", "code_block"}:
            yield Piece("paragraph", 0, [Run(token.content.rstrip("\n"))])


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type in {"softbreak", "hardbreak"}:
            yield Run("\n" if token.type == "hardbreak" else " ")
        elif token.content:
            yield Run(token.content, bold > 0, italic > 0)
