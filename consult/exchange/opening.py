"""A file's rows as its columns say: as they stand, or those of an export in our own columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from consult.decidim import Entity, entity_of, in_plain_columns
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.sheets import Part, Sheet, opened

if TYPE_CHECKING:
    from consult.exchange.columns import Columns

Kept = TypeVar("Kept")


@contextmanager
def rows_of(path: Path, columns: Columns) -> Iterator[Sheet]:
    """Open a file as a stream of rows. Raises `RefusedError` when it is none that we read."""
    with opened(path, columns.delimiter) as sheet:
        if columns.entity:
            yield in_plain_columns(sheet, Entity(columns.entity), columns.languages)
        else:
            yield sheet


@dataclass(frozen=True, slots=True)
class Export(Generic[Kept]):
    """One export of Decidim: what its rows are, how its file was called, and where it is kept."""

    entity: Entity
    name: str
    kept: Kept


def exports_in(parts: Iterable[Part], keep: Callable[[Part], Kept]) -> list[Export[Kept]]:
    """Keep the exports that are among some files, in the order in which they can be taken in.

    Raises `RefusedError` when there is none.
    """
    found, others = [], []
    for part in parts:
        with opened(part.path) as sheet:
            entity = entity_of(sheet.header)
        if entity is None:
            others.append(part.name)
        else:
            found.append(Export(entity, part.name, keep(part)))
    if not found:
        raise RefusedError(
            _(
                "There is no export of proposals, comments or meetings of Decidim in it. Looked "
                "at: %(files)s.",
                files=", ".join(others[:10]) or _("nothing"),
            )
        )
    order = list(Entity)
    return sorted(found, key=lambda one: order.index(one.entity))
