"""Files written as they are read, piece by piece: CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from consult.kernel.db import db
from consult.opendata.cells import safe_cell
from consult.opendata.datasets import Dataset, Format
from consult.territory import Municipality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.opendata.licence import About
    from consult.opendata.scope import Scope

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the head of a CSV: without it spreadsheets read accents wrong; programs know to skip it."""
MIMES = {
    Format.CSV: "text/csv",
    Format.JSON: "application/json",
    Format.GEOJSON: "application/geo+json",
}


def written(
    dataset: Dataset, shape: Format, scope: Scope, about: About, *, separator: str = ","
) -> Iterator[bytes]:
    """Write a file in pieces, each of one batch of rows.

    Whoever stops reading leaves nothing open: between two pieces no session is.
    """
    if shape is Format.CSV:
        pieces = _csv(dataset, scope, separator)
    elif shape is Format.JSON:
        pieces = _json(dataset, scope, about)
    else:
        pieces = _geojson(dataset, scope, about)
    return (piece.encode() for piece in pieces)


def _csv(dataset: Dataset, scope: Scope, separator: str) -> Iterator[str]:
    yield BOM + _lines([dataset.columns], separator)
    for rows in dataset.batches(scope):
        yield _lines(([_cell(value) for value in row] for row in rows), separator)


def _lines(rows: Iterator[Sequence[Any]] | Sequence[Sequence[Any]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    """Return a value as a cell: numbers as they are, texts harmless, lists in words or as JSON."""
    if isinstance(value, list):
        plain = all(isinstance(one, str) for one in value)
        return safe_cell(" ".join(value)) if plain else _dumped(value)
    return safe_cell(value) if isinstance(value, str) else value


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json(dataset: Dataset, scope: Scope, about: About) -> Iterator[str]:
    """One object: what the file is, its rows, and at its end how many: so one knows it is whole."""
    yield f'{{"about":{_dumped(about.told(dataset))},\n"rows":['
    many = 0
    for rows in dataset.batches(scope):
        pieces = [_dumped(_row(dataset, row)) for row in rows]
        if pieces:
            yield (",\n" if many else "\n") + ",\n".join(pieces)
        many += len(pieces)
    yield f'\n],\n"count":{many}}}\n'


def _row(dataset: Dataset, row: Sequence[Any]) -> Mapping[str, Any]:
    """Name a row's values; what is not there is null."""
    return {
        name: None if value == "" else value
        for name, value in zip(dataset.columns, row, strict=True)
    }


def _geojson(dataset: Dataset, scope: Scope, about: About) -> Iterator[str]:
    """A FeatureCollection (RFC 7946); without a known boundary a place has its centre, or none."""
    told = about.told(dataset) | {"boundaries": dict(scope.credit)}
    yield f'{{"type":"FeatureCollection","about":{_dumped(told)},\n"features":['
    first = True
    for rows in dataset.batches(scope):
        for row in rows:
            known = _row(dataset, row)
            feature = {
                "type": "Feature",
                "id": known["code"],
                "geometry": _geometry(scope, known),
                "properties": {
                    name: value
                    for name, value in known.items()
                    if name not in {"latitude", "longitude"}
                },
            }
            yield ("\n" if first else ",\n") + _dumped(feature)
            first = False
    yield "\n]}\n"


def _geometry(scope: Scope, known: Mapping[str, Any]) -> dict[str, Any] | None:
    boundary = db.session.scalar(
        select(Municipality.boundary).where(
            Municipality.territory_id == scope.territory_id,
            Municipality.istat_code == known["code"],
        )
    )
    db.forget()
    if boundary or known["latitude"] is None or known["longitude"] is None:
        return boundary
    return {"type": "Point", "coordinates": [known["longitude"], known["latitude"]]}
