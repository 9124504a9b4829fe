"""A letter as one reads it on the screen: its links can be followed, all else is text."""

from __future__ import annotations

import re

from consult.kernel.config import current_config

LINK = re.compile(r"(https?://[^\s<>\"]+)")
AFTER_A_LINK = ".,;:)"

Piece = tuple[str, str | None]


def paragraphs_of(body: str) -> list[list[list[Piece]]]:
    """Return a letter's paragraphs, each a list of lines, each a list of pieces.

    A piece is its words and the path that they lead to on this site, or none.
    """
    paragraphs = re.split(r"\n\s*\n", body.strip())
    return [[_pieces(line) for line in paragraph.splitlines()] for paragraph in paragraphs]


def _pieces(line: str) -> list[Piece]:
    site = current_config().base_url
    pieces: list[Piece] = []
    for words in LINK.split(line):
        address = words.rstrip(AFTER_A_LINK) if words.startswith(f"{site}/") else ""
        if address:
            pieces.append((address, address.removeprefix(site)))
        if len(words) > len(address):
            pieces.append((words[len(address) :], None))
    return pieces
