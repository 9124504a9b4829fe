"""What an import says on others' pages: what was counted elsewhere, apart from our own votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import get_template_attribute, url_for

from consult.contributions import Contribution, Piece, page_pieces, row_pieces
from consult.exchange.words import OUTCOMES
from consult.kernel.i18n import _
from consult.kernel.pages import html_of
from consult.processes import Desk, Process, Role, process_desks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BESIDE_ROWS = 15
UNDER_THE_TEXT = 12


def _told_elsewhere(contributions: Sequence[Contribution]) -> dict[int, dict[str, Any]]:
    """What came with these from elsewhere; it stands with each of them, so nothing is asked."""
    held = {one.id: one.evidence or {} for one in contributions}
    return {one: evidence for one, evidence in held.items() if "import" in evidence}


@row_pieces.filler
def supports_elsewhere(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Tell beside a row how many supports were counted elsewhere, if any were."""
    macro = get_template_attribute("components/elsewhere.html", "supports_elsewhere")
    return {
        one: [Piece(BESIDE_ROWS, macro(evidence["supports"]))]
        for one, evidence in _told_elsewhere(contributions).items()
        if evidence.get("supports")
    }


@page_pieces.filler
def where_it_comes_from(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Tell under a text that came from elsewhere what was counted and decided on it there."""
    return {
        one.id: [
            Piece(
                UNDER_THE_TEXT,
                html_of(
                    "exchange/_elsewhere.html",
                    told=evidence,
                    language=one.language,
                    outcome=OUTCOMES.get(evidence.get("outcome", "")),
                ),
            )
        ]
        for one in contributions
        if "import" in (evidence := one.evidence or {})
    }


@process_desks.filler
def the_desk_of_imports(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead planners to the files of other platforms."""
    return {
        process.id: [
            Desk(
                title=_("Imports"),
                url=url_for("exchange_desk.index", slug=process.slug),
                roles=frozenset({Role.PLANNER}),
            )
        ]
        for process in processes
    }
