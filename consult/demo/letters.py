"""A letter as one reads it on the screen: its links can be followed, all else is text."""

from __future__ import annotations

import re

from consult.kernel.config import current_config

LINK = re.compile(r"(https?://[^\s<>\"]+)")


def pieces_of(body: str) -> list[tuple[str, str | None]]:
    """Return a letter's text in pieces, each with the address it leads to on this site, or none."""
    base = f"{current_config().base_url}/"
    pieces: list[tuple[str, str | None]] = []
    for piece in LINK.split(body):
        ours = piece.startswith(base)
        address = piece.rstrip(".,;:)") if ours else ""
        if address:
            pieces.append((address, address.removeprefix(current_config().base_url)))
        rest = piece[len(address) :]
        if rest:
            pieces.append((rest, None))
    return pieces
