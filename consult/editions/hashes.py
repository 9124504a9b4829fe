"""Hashes that stand for texts in a published version, which keeps no text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult.ideamap import Node


def words_of(title: str, source: str) -> str:
    """SHA-256 of a contribution's words: title, an empty line, text, in UTF-8.

    Whoever holds the words can compute it, also where we no longer hold them.
    """
    return hashlib.sha256(f"{title}\n\n{source}".encode()).hexdigest()


def words_of_node(node: Node) -> str:
    """SHA-256 of what a node says, in all its languages."""
    return sealed([node.title, node.summary])


def sealed(told: object) -> str:
    """SHA-256 of plain data, written as canonical JSON."""
    line = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()
