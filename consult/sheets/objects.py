"""A JSON list of objects, read one by one: the names in them joined as columns are ("title/it")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.sheets.encodings import writing_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 256 * 1024
LONGEST_OBJECT = 4 * 1024 * 1024
DEEPEST = 6
"""Names inside names; what lies deeper is kept as JSON."""
_SPACE = " \t\r\n\ufeff"


def holds_objects(path: Path) -> bool:
    """Whether a file begins as a JSON list of objects, or an empty list, does."""
    with path.open("rb") as file:
        start = file.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") and start[1:].lstrip()[:1] in {b"{", b"]"}


def objects_in(path: Path) -> Iterator[dict[str, str]]:
    """Each object of a JSON list as cells by column; only one of them is held at a time.

    Raises `RefusedError` when it is no list of objects, or one of them is too large or too deep.
    """
    encoding, errors = writing_of(path)
    decoder, held, at, separator = json.JSONDecoder(), "", 0, "["
    with path.open(encoding=encoding, errors=errors) as file:
        while True:
            chunk = file.read(CHUNK)
            held, at = held[at:] + chunk, 0
            while True:
                at = _past(held, at, separator)
                if held.startswith("]", at):
                    return
                found = _first(decoder, held, at, ended=not chunk)
                if found is None:
                    break
                one, at = found
                separator = ","
                yield _cells(one)
            if len(held) - at > LONGEST_OBJECT:
                raise RefusedError(_("An object in this JSON file is too large: save it as CSV."))


def _past(held: str, at: int, separator: str) -> int:
    """Return where a text goes on after spaces and what separates its objects."""
    while at < len(held) and held[at] in _SPACE + separator:
        at += 1
    return at


def _first(
    decoder: json.JSONDecoder, held: str, at: int, *, ended: bool
) -> tuple[dict[str, Any], int] | None:
    """Read the object at a place of a text; nothing while its end is still to come."""
    try:
        one, end = decoder.raw_decode(held, at)
    except RecursionError as fault:
        raise RefusedError(_not_read()) from fault
    except ValueError as fault:
        if ended:
            raise RefusedError(_not_read()) from fault
        return None
    if not isinstance(one, dict):
        raise RefusedError(_not_read())
    return one, end


def _not_read() -> str:
    return _("This JSON file is torn, or no list of objects: save it as CSV.")


def _cells(one: dict[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    _spread(one, "", cells, DEEPEST)
    return cells


def _spread(value: object, name: str, cells: dict[str, str], deeper: int) -> None:
    if isinstance(value, dict) and value and deeper:
        for inner, held in value.items():
            _spread(held, f"{name}/{inner}" if name else str(inner), cells, deeper - 1)
    else:
        cells[name] = _said(value)


def _said(value: object) -> str:
    """Return a value as the CSV of the same export would say it."""
    if value is None or value == {}:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
