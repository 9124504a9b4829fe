"""What the columns of a file probably are, by their names; whoever imports has the last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.exchange.columns import Columns
from consult.exchange.models import Kind
from consult.territory import slug_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = {
    "source_id": "id identifier identificativo codice code",
    "title": "title titolo titol titulo name nome",
    "body": "body text testo summary description descrizione texto cuerpo resum comment commento",
    "source_url": "url link address indirizzo",
    "supports": "supports votes sostegni voti votos vots votes-up likes",
    "comments": "comments commenti comentarios comentaris",
    "state": "state status stato estado estat",
    "channel": "channel from-meeting canale source",
    "language": "language locale lingua idioma llengua",
    "date": "date created-at published-at data fecha submitted-at",
    "contribution": "contribution proposal proposal-id idea root-commentable-url contributo",
    "parent": "parent parent-id in-reply-to",
}
_PLACES = "district area place scope zone quartiere municipio distretto distrito districte barrio"
_THEMES = "subcategory category theme tema categoria argomento"
ONLY_OF_CONTRIBUTIONS = frozenset({"title", "comments", "channel"})
ONLY_OF_COMMENTS = frozenset({"contribution", "parent"})


def guessed(kind: Kind, header: Sequence[str], language: str, *, own_vocabulary: bool) -> Columns:
    """Return the columns that a file's header suggests; a name in a language counts as the name."""
    by_name: dict[str, str] = {}
    for name in header:
        by_name.setdefault(slug_of(name), name)
        by_name.setdefault(slug_of(name.partition("/")[0]), name)
    left_out = ONLY_OF_CONTRIBUTIONS if kind is Kind.COMMENTS else ONLY_OF_COMMENTS
    targets = {
        target: _first(by_name, names) for target, names in _NAMES.items() if target not in left_out
    }
    place, theme = "", ""
    if kind is Kind.CONTRIBUTIONS:
        place, theme = _first(by_name, _PLACES), _first(by_name, _THEMES)
        if not own_vocabulary:
            targets |= {"place": place, "theme": theme}
    return Columns(
        kind=kind,
        targets={target: column for target, column in targets.items() if column},
        area=place if own_vocabulary else "",
        new_theme=theme if own_vocabulary else "",
        languages=(language,),
    )


def _first(by_name: dict[str, str], names: str) -> str:
    return next((by_name[name] for name in names.split() if name in by_name), "")
