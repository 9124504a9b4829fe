"""An address as squares that a phone reads: drawn here, so that no other site hears of it."""

from __future__ import annotations

from itertools import groupby

import segno
from markupsafe import Markup

from consult.kernel.fragments import cached

MARGIN = 4
"""The quiet edge that readers need, in squares."""
MASK = 3
"""Any mask is read; to weigh all eight takes four times as long, while somebody waits."""


def qr_svg(address: str) -> Markup:
    """Return a whole address as a drawing, black on white, without colours or sizes of its own."""
    return cached(("qr", address), lambda: _drawn(address))


def _drawn(address: str) -> Markup:
    matrix = segno.make(address, error="m", micro=False, mask=MASK).matrix
    side = len(matrix) + 2 * MARGIN
    rows = (_row(row, y) for y, row in enumerate(matrix, MARGIN))
    return Markup(
        '<svg class="qr__squares" role="img" aria-label="{address}" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        '<path fill="#000" d="{path}"/></svg>'
    ).format(address=address, side=side, path="".join(rows))


def _row(row: bytearray, y: int) -> str:
    """The dark runs of one row, each as a closed path."""
    x, runs = MARGIN, []
    for dark, squares in groupby(row):
        width = len(list(squares))
        if dark:
            runs.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(runs)
