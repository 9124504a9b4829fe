"""Small drawings by hand, as somebody might photograph from a notebook."""

from __future__ import annotations

import random
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 960, 640
PAPER, RULES = (250, 247, 238), (222, 228, 230)
PENCIL, SHADE, LAMP = (58, 62, 70), (196, 201, 205), (244, 205, 92)

Point = tuple[float, float]


class Sheet:
    """A ruled sheet and an unsteady pencil; the same drawing each time."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self._draw = ImageDraw.Draw(self.image)
        self._hand = random.Random(1964)
        for y in range(40, HEIGHT, 32):
            self._draw.line([(0, y), (WIDTH, y)], fill=RULES, width=1)

    def line(self, *points: Point, width: int = 4) -> None:
        """Draw through the points, never quite straight, twice as a hand does."""
        for _stroke in range(2):
            trembling: list[Point] = []
            for (x0, y0), (x1, y1) in pairwise(points):
                steps = max(2, int(max(abs(x1 - x0), abs(y1 - y0)) // 24))
                for step in range(steps + 1):
                    part = step / steps
                    trembling.append(
                        (
                            x0 + (x1 - x0) * part + self._hand.uniform(-1.6, 1.6),
                            y0 + (y1 - y0) * part + self._hand.uniform(-1.6, 1.6),
                        )
                    )
            self._draw.line(trembling, fill=PENCIL, width=width, joint="curve")

    def shade(self, *points: Point, colour: tuple[int, int, int] = SHADE) -> None:
        """Fill a shape softly."""
        self._draw.polygon(points, fill=colour)

    def round(
        self, centre: Point, radius: float, colour: tuple[int, int, int] | None = None
    ) -> None:
        """Draw a round thing."""
        (x, y), r = centre, radius
        self._draw.ellipse([x - r, y - r, x + r, y + r], fill=colour, outline=PENCIL, width=4)


def _bus_stop(sheet: Sheet) -> None:
    """A shelter with a bench, a lamp and a sign, on a road between fields."""
    sheet.shade((0, 520), (WIDTH, 500), (WIDTH, 600), (0, 610))
    sheet.line((0, 520), (WIDTH, 500))
    sheet.line((0, 610), (WIDTH, 600))
    for x in range(40, WIDTH, 150):
        sheet.line((x, 560), (x + 70, 558), width=3)
    sheet.line((0, 330), (230, 310), (430, 325), (700, 300), (WIDTH, 318), width=2)
    for x in (60, 130, 860, 910):
        sheet.line((x, 316), (x, 280), width=3)
        sheet.round((x, 262), 20)
    sheet.shade((300, 236), (640, 226), (660, 250), (282, 260))
    sheet.line((282, 260), (300, 236), (640, 226), (660, 250), (282, 260))
    for x in (310, 632):
        sheet.line((x, 258), (x, 512))
    sheet.line((310, 300), (632, 294), width=2)
    sheet.line((310, 430), (632, 424), width=2)
    sheet.line((350, 452), (590, 446))
    sheet.line((350, 464), (590, 458))
    sheet.line((372, 464), (372, 510))
    sheet.line((566, 458), (566, 508))
    sheet.shade((706, 196), (764, 196), (800, 500), (670, 502), colour=(251, 238, 200))
    sheet.line((735, 508), (735, 180))
    sheet.round((735, 172), 22, LAMP)
    sheet.line((230, 516), (230, 250))
    sheet.shade((200, 180), (262, 180), (262, 250), (200, 250), colour=PAPER)
    sheet.line((200, 180), (262, 180), (262, 250), (200, 250), (200, 180))
    sheet.line((212, 204), (250, 204), width=3)
    sheet.line((212, 222), (240, 222), width=3)


DRAWINGS: dict[str, Callable[[Sheet], None]] = {"bus_stop": _bus_stop}


def sketch(name: str) -> bytes:
    """Return a drawing as a PNG file; raises `KeyError` for one nobody has drawn."""
    sheet = Sheet()
    DRAWINGS[name](sheet)
    written = BytesIO()
    sheet.image.save(written, "PNG")
    return written.getvalue()
