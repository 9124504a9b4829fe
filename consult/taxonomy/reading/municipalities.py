"""The municipalities of a plan: a table of facts beside a file of boundaries."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from consult.kernel.i18n import _
from consult.kernel.text import clean
from consult.taxonomy.reading.report import Report
from consult.territory import GeometryError, MunicipalityDraft, Stay, shape_of, slug_of

FACTS, BOUNDARIES = "municipalities.csv", "boundaries.geojson"
REQUIRED = ("code", "name", "zones")
OPTIONAL = (
    "cadastral_code",
    "valid_from",
    "valid_to",
    "successor",
    "drawn_as",
    "latitude",
    "longitude",
    "area_km2",
    "population",
)
REMARKS = ("confidence", "source")  # for who checks the file
CODE = re.compile(r"[0-9A-Za-z-]{1,12}")


def read_municipalities(
    folder: Path, zones: set[str], report: Report
) -> tuple[MunicipalityDraft, ...]:
    """Read the facts and the boundaries; zones are known by their codes.

    Faults go to the report, each with its line.
    """
    boundaries = _boundaries(folder / BOUNDARIES, report)
    rows = _rows(folder / FACTS, report)
    read = [_Row(line, row, zones, report).draft(boundaries) for line, row in rows]
    _check_together(read, [line for line, _row in rows], report)
    known = {one.code for one in read}
    for place, code in enumerate(boundaries, 1):
        if code not in known:
            words = _("“%(code)s” is not a municipality of %(file)s.", code=code[:40], file=FACTS)
            report.add(BOUNDARIES, 1, f"features[{place}]", words)
    return tuple(read)


def _rows(path: Path, report: Report) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            columns = reader.fieldnames or []
            for column in REQUIRED:
                if column not in columns:
                    report.add(FACTS, 1, column, _("this column is missing."))
            for column in columns:
                if column not in (*REQUIRED, *OPTIONAL, *REMARKS):
                    report.add(FACTS, 1, column, _("this column is not known."))
            return [
                (reader.line_num, {key: str(value or "") for key, value in row.items() if key})
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        report.add(FACTS, 1, "-", _("this file cannot be read (%(fault)s).", fault=fault))
        return []


def _boundaries(path: Path, report: Report) -> dict[str, dict[str, Any]]:
    """The boundaries by code."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        pairs = [(str(one["properties"]["code"]), one["geometry"]) for one in features]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as fault:
        report.add(BOUNDARIES, 1, "-", _("this file cannot be read (%(fault)s).", fault=fault))
        return {}
    read: dict[str, dict[str, Any]] = {}
    for place, (code, geometry) in enumerate(pairs, 1):
        where = f"features[{place}]"
        if code in read:
            report.add(BOUNDARIES, 1, where, _("“%(value)s” is here twice.", value=code[:40]))
        try:
            shape_of(geometry)
        except (GeometryError, AttributeError) as fault:
            report.add(BOUNDARIES, 1, where, _("this boundary is wrong: %(fault)s.", fault=fault))
        read[code] = geometry
    return read


class _Row:
    """One line of the table."""

    def __init__(self, line: int, row: dict[str, str], zones: set[str], report: Report) -> None:
        self._line, self._row, self._zones, self._report = line, row, zones, report

    def draft(self, boundaries: dict[str, dict[str, Any]]) -> MunicipalityDraft:
        code = self._text("code")
        if not CODE.fullmatch(code):
            self._wrong("code", _("a code of letters and digits is wanted here."))
        return MunicipalityDraft(
            code=code,
            name=self._text("name") or self._wrong("name", _("this is empty.")),
            stays=self._stays(),
            cadastral_code=self._text("cadastral_code") or None,
            valid_from=self._day("valid_from"),
            valid_to=self._day("valid_to"),
            successor=self._text("successor") or None,
            drawn_as=self._text("drawn_as") or None,
            population=self._whole("population"),
            area_km2=self._number("area_km2", 0, 1e6),
            latitude=self._number("latitude", -90, 90),
            longitude=self._number("longitude", -180, 180),
            boundary=boundaries.get(code),
        )

    def _wrong(self, column: str, words: str) -> str:
        self._report.add(FACTS, self._line, column, words)
        return ""

    def _text(self, column: str) -> str:
        return clean(self._row.get(column, "")).strip()

    def _day(self, column: str, said: str | None = None) -> date | None:
        said = self._text(column) if said is None else said
        try:
            return date.fromisoformat(said) if said else None
        except ValueError:
            self._wrong(column, _("a day (2016-05-12) is wanted here."))
            return None

    def _whole(self, column: str) -> int | None:
        said = self._text(column)
        if said and not re.fullmatch(r"\d{1,9}", said):
            self._wrong(column, _("a whole number is wanted here."))
            return None
        return int(said) if said else None

    def _number(self, column: str, least: float, most: float) -> float | None:
        said = self._text(column)
        if not said:
            return None
        if not re.fullmatch(r"-?\d{1,7}(\.\d{1,9})?", said) or not least <= float(said) <= most:
            self._wrong(column, _("a number is wanted here."))
            return None
        return float(said)

    def _stays(self) -> tuple[Stay, ...]:
        """The zones one after the other: `nord-milano until 2017-02-22; adda-martesana`."""
        stays: list[Stay] = []
        since: date | None = None
        for piece in filter(None, (part.strip() for part in self._text("zones").split(";"))):
            zone, _until, said = piece.partition(" until ")
            until = self._day("zones", said.strip())
            if zone not in self._zones:
                self._wrong("zones", _("“%(zone)s” is not a zone of the plan.", zone=zone[:40]))
            if stays and since is None:
                self._wrong("zones", _("a zone before another one needs its last day."))
            if since and until and until <= since:
                self._wrong("zones", _("these days do not follow each other."))
            stays.append(Stay(zone, since, until))
            since = until
        if not stays:
            self._wrong("zones", _("this is empty."))
        return tuple(stays)


def _check_together(read: list[MunicipalityDraft], lines: list[int], report: Report) -> None:
    """Check what only the whole table shows: codes and names told apart, successors that exist."""
    by_code = {one.code: one for one in read}
    codes: set[str] = set()
    slugs: set[str] = set()
    for one, line in zip(read, lines, strict=True):
        slug = slug_of(one.name)
        if one.code in codes:
            report.add(FACTS, line, "code", _("“%(value)s” is here twice.", value=one.code))
        if slug in slugs:
            report.add(FACTS, line, "name", _("“%(value)s” is here twice.", value=one.name))
        codes.add(one.code)
        slugs.add(slug)
        for column, other in (("successor", one.successor), ("drawn_as", one.drawn_as)):
            if other and other not in by_code:
                report.add(
                    FACTS, line, column, _("“%(code)s” is not a municipality here.", code=other)
                )
        if one.valid_from and one.valid_to and one.valid_to <= one.valid_from:
            report.add(FACTS, line, "valid_to", _("these days do not follow each other."))
        drawn_as = by_code.get(one.drawn_as or one.code, one)
        if drawn_as.boundary is None:
            report.add(
                FACTS,
                line,
                "code",
                _("%(name)s has no boundary and is drawn as no other.", name=one.name),
            )
