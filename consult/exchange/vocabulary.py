"""The areas and themes that rows name, found by their names here or made where they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.taxonomy import add_vocabulary, is_own, territory_of, themes_of
from consult.territory import municipalities_on, slug_of, today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Sized

    from consult.exchange.columns import Columns
    from consult.exchange.rows import Row
    from consult.processes import Process

MOST_NAMES = 250
"""More names than this are no areas and no themes: the wrong column was chosen."""


class Vocabulary:
    """What an import finds names by; it grows where its process has a vocabulary of its own."""

    def __init__(self, process: Process, columns: Columns) -> None:
        if (columns.area or columns.new_theme) and not is_own(process.cycle):
            raise RefusedError(
                _(
                    "This consultation shares its plan's areas and themes, and a file cannot add "
                    "to them: map place and theme to find them by name."
                )
            )
        self._process = process
        self.process_id = process.id
        self._columns = columns
        self.areas: dict[str, int] = {}
        self.themes: dict[str, int] = {}
        self._read()

    def _read(self) -> None:
        cycle = self._process.cycle
        territory = territory_of(cycle)
        places = municipalities_on(territory, today())
        self.areas = {one.slug: one.id for one in places}
        themes = themes_of(cycle)
        self.themes = {one.code: one.id for one in themes}
        self.themes |= {slug_of(title): one.id for one in themes for title in one.title.values()}

    def lacks(self, rows: Sequence[Row]) -> bool:
        """Whether a name stands in these rows that may be made and is not known yet."""
        areas = self._columns.area and self._new((row.place for row in rows), self.areas)
        themes = self._columns.new_theme and self._new((row.theme for row in rows), self.themes)
        return bool(areas or themes)

    def check(self, rows: Iterable[Row]) -> None:
        """Count the names that would be made, as `grow` would; nothing is made."""
        rows = list(rows)
        if self._columns.area:
            self.areas |= dict.fromkeys(self._new((row.place for row in rows), self.areas), 0)
        if self._columns.new_theme:
            self.themes |= dict.fromkeys(self._new((row.theme for row in rows), self.themes), 0)
        self._bound(self.areas, self.themes)

    def grow(self, rows: Iterable[Row]) -> None:
        """Make the areas and themes that these rows name and nobody knows, in this transaction."""
        rows = list(rows)
        areas = self._new((row.place for row in rows), self.areas) if self._columns.area else {}
        named = (row.theme for row in rows)
        themes = self._new(named, self.themes) if self._columns.new_theme else {}
        if not areas and not themes:
            return
        self._bound({**self.areas, **areas}, {**self.themes, **themes})
        add_vocabulary(
            self._process.cycle,
            areas=list(areas.values()),
            themes=list(themes.values()),
            language=self._columns.languages[0],
        )
        self._read()

    @staticmethod
    def _bound(areas: Sized, themes: Sized) -> None:
        if max(len(areas), len(themes)) > MOST_NAMES:
            raise RefusedError(
                _(
                    "The file names more than %(most)d areas or themes: choose another column.",
                    most=MOST_NAMES,
                )
            )

    def _new(self, names: Iterable[str], known: dict[str, int]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in names:
            code = slug_of(name)
            if code and code not in known:
                found.setdefault(code, name)
        return found

    def place_of(self, row: Row) -> int | None:
        """Return the place that a row names, if it is one of this plan's."""
        return self.areas.get(slug_of(row.place)) if row.place else None

    def theme_of(self, row: Row) -> int | None:
        """Return the theme that a row names, if it is one of this plan's."""
        return self.themes.get(slug_of(row.theme)) if row.theme else None
