"""What the minutes room adds to others' pages: where a contribution was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions import Contribution, Piece, page_pieces
from consult.kernel.pages import html_of
from consult.minutes.queries import origins_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVIDENCE = 5


@page_pieces.filler
def where_it_was_said(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Lead from what was said at a table to the public page of that session."""
    return {
        contribution_id: [Piece(EVIDENCE, html_of("minutes/_origin.html", origin=origin))]
        for contribution_id, origin in origins_of(contributions).items()
    }
