"""Passages as rows of a CSV that spreadsheets open without taking a word for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from consult.interviews import BODY_KINDS, KINDS
from consult.kernel.i18n import _
from consult.opendata import safe_cell
from consult.qda.consents import consent_lines, warning
from consult.qda.projects import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.qda.coded import Coded

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the head: without it spreadsheets read accents wrong; programs know to skip it."""


def passages_csv(coded: Coded) -> bytes:
    """Return one row for each code that each coder gave, in the order of the texts.

    What consent allows stands in each row, since rows are copied out of their file.
    """
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            *("interview", "kind", "kind_of_body", "zone", "version", "start", "end", "passage"),
            *("state", "code", "coder", "at", "importance", "memo", "stands", "consent", "note"),
        ]
    )
    rows.writerows([safe_cell(cell) for cell in row] for row in _rows(coded))
    return (BOM + out.getvalue()).encode()


def _rows(coded: Coded) -> Iterator[list[str]]:
    paths = {code.id: " > ".join(path) for code, path in coded.in_order()}
    for heard in coded.heard:
        interview = heard.interview
        about = [
            f"{name_of(heard)} ({interview.code})",
            str(KINDS[interview.kind]),
            str(BODY_KINDS[interview.body_kind]),
            interview.zone.name if interview.zone else "",
            str(heard.version),
        ]
        consent = "; ".join(consent_lines(interview))
        for passage in heard.passages:
            span = [str(passage.start), str(passage.end), heard.said(passage), passage.state]
            for one in passage.given:
                yield [
                    *about,
                    *span,
                    paths.get(one.code_id, ""),
                    coded.coders.get(one.coder_id, _("someone")),
                    one.at.isoformat(),
                    str(one.importance),
                    one.memo,
                    _stands(one.settled),
                    consent,
                    warning(),
                ]


def _stands(settled: bool | None) -> str:  # noqa: FBT001 - a value of a cell
    """Whether a code stands where coders parted; empty where nobody has settled it."""
    if settled is None:
        return ""
    return _("yes") if settled else _("no")
