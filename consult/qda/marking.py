"""Marking passages as they were marked elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consult.accounts import Person
from consult.coding import SpanDraft, find_code, mark
from consult.kernel.db import db
from consult.kernel.errors import RefusedError

if TYPE_CHECKING:
    from consult.interviews import Interview

Row = tuple[int, int, list[list[int]], str]
"""A passage: its start and end, its codes with their coders (0: the person), what was noted."""


def mark_passages(
    person: Person, interview: Interview, version: int, passages: Iterable[Row]
) -> None:
    """Mark passages of a version of a text; done twice, each is there once.

    What may not be marked any more (consent was withdrawn, a code retired) is left out.
    """
    for start, end, given, memo in passages:
        for code_id, coder_id in given:
            coder = db.session.get(Person, coder_id) if coder_id else None
            try:
                code = find_code(interview.process, code_id)
                mark(person, interview, code, SpanDraft(version, start, end, memo), coder)
            except RefusedError:
                continue
