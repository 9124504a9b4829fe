"""Which column of a file holds what: said once, kept as plain words, bound to each file's header.

As kept: a target's name is the key, its column's the value; `area`, `theme by name`, `delimiter`,
`language` and `source` stand beside them under names of their own, and so does the `entity` of an
export whose columns are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consult.decidim import COLUMNS as OF_DECIDIM
from consult.decidim import Entity
from consult.exchange.models import Kind
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

TARGETS = (
    "title",
    "body",
    "source_id",
    "source_url",
    "supports",
    "comments",
    "place",
    "theme",
    "channel",
    "state",
    "language",
    "date",
    "parent",
    "contribution",
)
NEEDED = {
    Kind.CONTRIBUTIONS: (("title", "body"),),
    Kind.COMMENTS: (("body",), ("contribution",)),
}
"""Of each group one must be mapped."""
FILE = "file"
_LANGUAGES = re.compile(r"[a-z]{2,3}(?:[,+ ]+[a-z]{2,3})*")
_SYSTEM = re.compile(r"[\w.:/-]{1,80}")
_KEPT = {"area": "@area", "new_theme": "@theme", "delimiter": "@delimiter", "entity": "@entity"}
DECIDIM = "decidim"
KIND_OF = {
    Entity.PROPOSALS: Kind.CONTRIBUTIONS,
    Entity.MEETINGS: Kind.CONTRIBUTIONS,
    Entity.COMMENTS: Kind.COMMENTS,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """How to read a file. `area` and `new_theme` are columns whose names may be made here.

    `languages` are those a row without a language of its own may be in, the likeliest first.
    `entity` is what an export of Decidim holds, whose columns are told apart by themselves.
    """

    kind: Kind
    targets: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    new_theme: str = ""
    delimiter: str = ""
    languages: tuple[str, ...] = ("it",)
    source: str = FILE
    entity: str = ""

    def kept(self) -> dict[str, str]:
        """Return the same as plain words, to be kept with an import or in a profile."""
        beside = {key: getattr(self, name) for name, key in _KEPT.items()}
        beside |= {"@language": ",".join(self.languages), "@source": self.source}
        told = {} if self.entity else self.targets
        return {**told, **{key: value for key, value in beside.items() if value}}


def columns_kept(kind: Kind, kept: Mapping[str, str]) -> Columns:
    """Return how to read a file from what was kept of it."""
    if "@entity" in kept:
        return columns_of_decidim(
            Entity(kept["@entity"]),
            languages_named(kept.get("@language", "it")),
            kept.get("@source", DECIDIM),
            own_vocabulary="@area" in kept,
        )
    return Columns(
        kind=kind,
        targets={name: column for name, column in kept.items() if name in TARGETS},
        languages=languages_named(kept.get("@language", "it")),
        source=kept.get("@source", FILE),
        **{name: kept.get(key, "") for name, key in _KEPT.items()},
    )


def columns_of_decidim(
    entity: Entity, languages: tuple[str, ...], source: str, *, own_vocabulary: bool
) -> Columns:
    """Return how to read an export of Decidim; a vocabulary of one's own takes up its names."""
    kind = KIND_OF[entity]
    grows = own_vocabulary and kind is Kind.CONTRIBUTIONS
    made = {"place", "theme"} if grows else set()
    return Columns(
        kind=kind,
        targets={name: name for name in OF_DECIDIM[entity] if name not in made},
        area="place" if grows else "",
        new_theme="theme" if grows else "",
        languages=languages,
        source=source,
        entity=entity.value,
    )


def languages_named(typed: str) -> tuple[str, ...]:
    """Return languages by their codes, as in "es" or "ca,es". Raises `RefusedError`."""
    told = typed.strip().lower()
    if not _LANGUAGES.fullmatch(told):
        raise RefusedError(_("Name languages by their codes, such as es, or ca,es."))
    return tuple(dict.fromkeys(re.findall(r"[a-z]{2,3}", told)))


def source_named(typed: str) -> str:
    """Return the name of the system that a file comes from. Raises `RefusedError`."""
    if not _SYSTEM.fullmatch(typed):
        raise RefusedError(_("Name the source by letters, figures and signs such as - or a dot."))
    return typed


def mapped(pairs: Sequence[str]) -> dict[str, str]:
    """Read `target=column` pairs. Raises `RefusedError` for a target that there is not."""
    found = {}
    for pair in pairs:
        target, sign, column = pair.partition("=")
        if target not in TARGETS or not sign or not column:
            raise RefusedError(
                _(
                    "“%(pair)s” maps nothing: write TARGET=COLUMN, where TARGET is one of "
                    "%(targets)s.",
                    pair=pair,
                    targets=", ".join(TARGETS),
                )
            )
        found[target] = column
    return found


@dataclass(frozen=True, slots=True)
class Bound:
    """Where in a row each target stands."""

    columns: Columns
    places: Mapping[str, int]
    width: int

    def of(self, cells: Sequence[str], target: str) -> str:
        """Return what a row says of a target; nothing where it has no such column."""
        place = self.places.get(target)
        return cells[place] if place is not None and place < len(cells) else ""


def bound(columns: Columns, header: Sequence[str]) -> Bound:
    """Find each column in a file's header, by its name in any case.

    Raises `RefusedError` when one is not there, or what is needed was not mapped.
    """
    for group in NEEDED[columns.kind]:
        if not any(columns.targets.get(name) for name in group):
            raise RefusedError(_("Say which column is: %(names)s.", names=" / ".join(group)))
    wanted = dict(columns.targets) | {
        name: column
        for name, column in (("area", columns.area), ("new_theme", columns.new_theme))
        if column
    }
    known = {name.strip().casefold(): place for place, name in reversed(list(enumerate(header)))}
    missing = [column for column in wanted.values() if column.strip().casefold() not in known]
    if missing:
        raise RefusedError(
            _(
                "The file has no column %(missing)s. Its columns: %(header)s.",
                missing=", ".join(f"“{name}”" for name in dict.fromkeys(missing)),
                header=", ".join(name for name in header if name.strip()),
            )
        )
    places = {name: known[column.strip().casefold()] for name, column in wanted.items()}
    return Bound(columns, places, len(header))
