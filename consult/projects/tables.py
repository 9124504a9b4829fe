"""The rows of a sheet as tables that people read: partners, sources of money, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from consult.kernel.i18n import Words, _, _l, number, text
from consult.kernel.pages import html_of
from consult.projects.kinds import Commitment, Funding, Section
from consult.projects.words import COMMITMENTS, FUNDINGS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES: dict[str, tuple[Words, ...]] = {
    "partners": (_l("Who"), _l("What it takes on"), _l("Commitment")),
    "sources": (_l("Where it comes from"), _l("Euros"), _l("How sure")),
    "indicators": (_l("What is measured"), _l("Today"), _l("Target")),
}
NO_FIGURE = "\u2013"
FIGURES = {"partners": (), "sources": (1,), "indicators": (1, 2)}
"""Which columns hold figures, set to the right."""


def table_of(section: Section, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """One kind of rows as a table."""
    cells = {"partners": _partner, "sources": _source, "indicators": _indicator}[section.value]
    return html_of(
        "projects/_table.html",
        caption=SECTIONS[section],
        heads=TABLES[section.value],
        rows=[cells(row) for row in rows],
        figures=FIGURES[section.value],
    )


def _partner(row: Mapping[str, Any]) -> tuple[Words, ...]:
    return row["name"], text(row["words"]), COMMITMENTS[Commitment(row["standing"])]


def _source(row: Mapping[str, Any]) -> tuple[Words, ...]:
    amount = _("not known") if row["amount"] is None else number(row["amount"])
    return text(row["words"]), amount, FUNDINGS[Funding(row["standing"])]


def _indicator(row: Mapping[str, Any]) -> tuple[Words, ...]:
    start, target = (
        " ".join(filter(None, (row[name], row["unit"] if row[name] else "")))
        for name in ("start", "target")
    )
    return text(row["words"]), start or NO_FIGURE, target or NO_FIGURE
