"""The matrix zone by theme: numbers, people, surprises with their letter, silences by name."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from consult.analysis.crossings import gaps_in, shown_people, surprises_in
from consult.ideamap.filters import Shown
from consult.ideamap.queries import Count
from consult.ideamap.tallies import ALL, NONE
from consult.kernel.i18n import _, number
from consult.taxonomy import Theme
from consult.territory import Zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.analysis.crossings import Gap, Surprise
    from consult.ideamap.cells import Cells

FEW = "<10"
MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its counts, the words of its number, how large its sign is, what it tells."""

    theme: Theme | None
    count: Count
    words: str
    people: str
    size: float
    letter: str = ""
    gap: bool = False
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A zone (none: no place) with a cell for each theme, and its total."""

    zone: Zone | None
    cells: Sequence[Cell]
    total: Cell
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Something of the matrix that is told in words beside it."""

    zone: Zone
    theme: Theme
    count: int
    expected: float
    letter: str = ""
    people: int = 0
    lift: float = 0
    population: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """All that the matrix draws and writes; the last theme is none where some have no theme."""

    themes: Sequence[Theme | None]
    lines: Sequence[Line]
    foot: Line
    surprises: Sequence[Told]
    gaps: Sequence[Told]
    more_gaps: int


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands at the matrix's edges, and how many people each zone has.

    `knows_people`: every voice is somebody's; of those that were imported nobody knows whose.
    """

    zones: Sequence[Zone]
    themes: Sequence[Theme]
    population: Mapping[int, int | None]
    knows_people: bool = True


def matrix_of(
    cells: Cells, signs: Signs, show: Shown, zone: Zone | None = None, theme: Theme | None = None
) -> Matrix:
    """Lay out the matrix, with a zone and a theme lit."""
    inner = _inner(cells, signs)
    surprises = surprises_in(
        {key: count.contributions for key, count in inner.items()},
        {key: count.people for key, count in inner.items()},
    )[:MOST_TOLD]
    gaps = gaps_in(
        {key: count.contributions for key, count in inner.items()},
        {one.id: signs.population.get(one.id) for one in signs.zones},
        {one.id: cells.get((ALL, one.id), Count()).contributions for one in signs.themes},
    )
    letters = {
        (one.row, one.column): letter
        for one, letter in zip(surprises, ascii_lowercase, strict=False)
    }
    themes: list[Theme | None] = [*signs.themes]
    if cells.get((ALL, NONE), Count()).contributions:
        themes.append(None)
    zones: list[Zone | None] = [*signs.zones]
    if cells.get((NONE, ALL), Count()).contributions:
        zones.append(None)
    drawing = _Drawing(cells, signs, show, letters, {(one.row, one.column) for one in gaps})
    return Matrix(
        themes=themes,
        lines=[drawing.line(one, themes, zone, theme) for one in zones],
        foot=drawing.foot(themes, theme),
        surprises=[_told(one, signs, letters, inner) for one in surprises],
        gaps=[_told(one, signs, letters, inner) for one in gaps[:MOST_TOLD]],
        more_gaps=max(0, len(gaps) - MOST_TOLD),
    )


def _inner(cells: Cells, signs: Signs) -> Cells:
    return {
        (zone.id, theme.id): cells[zone.id, theme.id]
        for zone in signs.zones
        for theme in signs.themes
        if (zone.id, theme.id) in cells
    }


@dataclass(frozen=True, slots=True)
class _Drawing:
    cells: Cells
    signs: Signs
    show: Shown
    letters: Mapping[tuple[object, object], str]
    gaps: set[tuple[object, object]]

    def line(
        self,
        zone: Zone | None,
        themes: Sequence[Theme | None],
        lit: Zone | None,
        lit_in: Theme | None,
    ) -> Line:
        row = zone.id if zone else NONE
        chosen = zone is not None and zone is lit
        return Line(
            zone,
            [self.cell(row, one, lit=self._lit(zone, one, lit, lit_in)) for one in themes],
            self.cell(row, None, total=True),
            lit=chosen,
        )

    def foot(self, themes: Sequence[Theme | None], lit: Theme | None) -> Line:
        return Line(
            None,
            [self.cell(ALL, one, lit=one is not None and one is lit) for one in themes],
            self.cell(ALL, None, total=True),
        )

    def _lit(
        self, zone: Zone | None, theme: Theme | None, lit: Zone | None, lit_in: Theme | None
    ) -> bool:
        if lit is None and lit_in is None:
            return False
        return (lit is None or zone is lit) and (lit_in is None or theme is lit_in)

    def cell(
        self, row: int, theme: Theme | None, *, lit: bool = False, total: bool = False
    ) -> Cell:
        column = ALL if total else theme.id if theme else NONE
        count = self.cells.get((row, column), Count())
        most = max((one.contributions for one in self._inside()), default=1) or 1
        return Cell(
            theme,
            count,
            self._words(row, count),
            people_words(count.people, known=self.signs.knows_people),
            (count.contributions / most) ** 0.5,
            letter=self.letters.get((row, column), ""),
            gap=(row, column) in self.gaps,
            lit=lit,
        )

    def _inside(self) -> list[Count]:
        return [count for (zone, theme), count in self.cells.items() if ALL not in (zone, theme)]

    def _words(self, row: int, count: Count) -> str:
        if self.show is Shown.PEOPLE:
            return people_words(count.people, known=self.signs.knows_people)
        if self.show is Shown.PER_10_000:
            known = self.signs.population
            people = sum(n or 0 for n in known.values()) if row == ALL else known.get(row)
            return number(round(count.contributions / people * 10_000, 1)) if people else "–"  # noqa: RUF001 - not known
        return number(count.contributions)


def people_words(people: int, *, known: bool = True) -> str:
    """A number of people that may be told, else that they are fewer than ten or not known."""
    if not known:
        return _("not known")
    told = shown_people(people)
    return FEW if told is None else number(told)


def _told(
    one: Surprise | Gap, signs: Signs, letters: Mapping[tuple[object, object], str], inner: Cells
) -> Told:
    zone = next(each for each in signs.zones if each.id == one.row)
    theme = next(each for each in signs.themes if each.id == one.column)
    return Told(
        zone,
        theme,
        one.count,
        one.expected,
        letter=letters.get((one.row, one.column), ""),
        people=inner.get((zone.id, theme.id), Count()).people,
        lift=getattr(one, "lift", 0.0),
        population=signs.population.get(zone.id) or 0,
    )
