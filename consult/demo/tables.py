"""The tables and sessions of a demo, as its file tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.demo.players import Said
from consult.seats import SeatKind
from consult.tables import MemberKind, TableKind

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MemberStory:
    """Who sits at a table."""

    kind: MemberKind
    called: str
    place: str = ""
    delegate: str = ""


@dataclass(frozen=True, slots=True)
class TableStory:
    """A standing table; `zone` is a code of the plan."""

    key: str
    kind: TableKind
    made: str
    name: Said
    mandate: Said
    zone: str = ""
    members: tuple[MemberStory, ...] = ()


@dataclass(frozen=True, slots=True)
class SitterStory:
    """Somebody who takes a seat."""

    name: str
    place: str
    kind: SeatKind = SeatKind.RESIDENT
    body: str = ""


@dataclass(frozen=True, slots=True)
class CardStory:
    """A card: who writes it, what, and the pile it comes to lie in, if any."""

    seat: int
    text: str
    pile: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """Who does what by when: so many days after the session."""

    pile: int
    who: str
    what: str
    by: int
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class SessionStory:
    """A session; one without seats is still to come. `dots` weigh piles, `turns` are seconds."""

    key: str
    table: str
    by: str
    prepared: str
    starts: str
    method: str
    title: str
    question: str
    place: str = ""
    video: str = ""
    language: str = ""
    seats: tuple[SitterStory, ...] = ()
    piles: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cards: tuple[CardStory, ...] = ()
    dots: tuple[int, ...] = ()
    turns: tuple[tuple[int, int], ...] = ()
    promises: tuple[PromiseStory, ...] = ()
    read: str = ""


def table_of(one: dict[str, Any]) -> TableStory:
    """Read a table."""
    members = tuple(
        MemberStory(**who | {"kind": MemberKind(who["kind"])}) for who in one.get("members", ())
    )
    return TableStory(**one | {"kind": TableKind(one["kind"]), "members": members})


def session_of(one: dict[str, Any], language: str) -> SessionStory:
    """Read a session; one that names no language is held in that of the plan."""
    return SessionStory(
        **one
        | {
            "language": one.get("language", language),
            "seats": tuple(map(_sitter, one.get("seats", ()))),
            "piles": tuple(one.get("piles", ())),
            "themes": tuple(one.get("themes", ())),
            "cards": tuple(CardStory(**card) for card in one.get("cards", ())),
            "dots": tuple(one.get("dots", ())),
            "turns": _pairs(one.get("turns", ())),
            "promises": tuple(PromiseStory(**promise) for promise in one.get("promises", ())),
        }
    )


def _sitter(one: dict[str, Any]) -> SitterStory:
    return SitterStory(**one | {"kind": SeatKind(one.get("kind", SeatKind.RESIDENT))})


def _pairs(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((row[0], row[1]) for row in rows)
