"""Addresses as squares: drawn here, whole, without a style that our own policy would refuse."""

import re

import segno

from consult.kernel.qr import MARGIN, MASK, qr_svg
from tests.markup import parsed

ADDRESS = "https://consulta.example.org/c/K7Q2M4X"


def squares(svg):
    """Which squares a drawing paints, run by run."""
    path = parsed(svg).select("path")[-1]["d"]
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
    return {(int(x) + step, int(y)) for x, y, width in runs for step in range(int(width))}


def test_every_dark_square_is_painted_and_no_other():
    matrix = segno.make(ADDRESS, error="m", micro=False, mask=MASK).matrix

    assert squares(qr_svg(ADDRESS)) == {
        (x, y) for y, row in enumerate(matrix, MARGIN) for x, dark in enumerate(row, MARGIN) if dark
    }


def test_a_drawing_names_its_address_and_carries_no_style():
    drawn = qr_svg(f"{ADDRESS}?a=<b>&c")

    assert "style" not in drawn
    assert parsed(drawn).select_one("svg")["aria-label"] == f"{ADDRESS}?a=<b>&c"
