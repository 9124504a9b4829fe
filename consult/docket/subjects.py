"""What moderators decide on: a contribution, a comment, whatever a room makes known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.contributions import Channel, State
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _, _l

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup
    from sqlalchemy import Select

    from consult.accounts import Person
    from consult.kernel.db import Model
    from consult.kernel.i18n import Words
    from consult.processes import Process
    from consult.taxonomy import Theme
    from consult.territory import Municipality

LONGEST_ID = 18
CARDS = frozenset({Channel.TABLE, Channel.DEVELOPMENT_TABLE})
CARD = _l("Card from a table")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is moderated: how its things are found, and what becomes of them.

    `find` gives subjects by their ids, in any order; `holding` the ids of those whose text holds
    some words; `address` the page where readers find one. A kind without `give_back` cannot be
    sent back to its author.
    """

    name: str
    word: Words
    find: Callable[[Iterable[int]], Sequence[Subject]]
    holding: Callable[[str], Select[Any]]
    address: Callable[[Subject], str]
    publish: Callable[[Any], None]
    hide: Callable[[Any], None]
    put_back: Callable[[Any, State], None]
    give_back: Callable[[Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a moderator decides on, as the desk shows it."""

    kind: Kind
    thing: Model
    process: Process
    ref: str
    title: str
    body: Markup
    language: str
    author: Person | None
    author_name: str
    said_at: datetime
    place_id: int | None = None
    place: Municipality | None = None
    theme: Theme | None = None
    channel: Channel | None = None

    @property
    def id(self) -> int:
        """The id of the thing, among those of its kind."""
        return self.thing.id

    @property
    def state(self) -> State:
        """Who may read it now."""
        thing: Any = self.thing
        return State(thing.state)

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.state is State.PUBLISHED

    @property
    def address(self) -> str:
        """Where readers find it."""
        return self.kind.address(self)

    @property
    def is_card(self) -> bool:
        """Whether it was a card of a session of a table."""
        return self.channel in CARDS

    @property
    def word(self) -> Words:
        """What it is, and for a card where it comes from."""
        return CARD if self.is_card else self.kind.word

    def give_back(self) -> None:
        """Send it back to its author, where things of its kind can be."""
        if self.kind.give_back is not None:
            self.kind.give_back(self.thing)

    def is_by(self, person: Person) -> bool:
        """Whether a person wrote it."""
        return self.author is not None and self.author.id == person.id


_kinds: dict[str, Kind] = {}


def make_known(kind: Kind) -> Kind:
    """Let moderators decide on a kind of thing from now on."""
    _kinds[kind.name] = kind
    return kind


def kinds() -> Mapping[str, Kind]:
    """Every kind of thing that is moderated, by its name."""
    return _kinds


def subjects_with(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """The things with these kinds and ids, each kind asked once."""
    wanted: dict[str, set[int]] = {}
    for name, number in keys:
        wanted.setdefault(name, set()).add(number)
    return {
        (name, subject.id): subject
        for name, ids in wanted.items()
        if name in _kinds
        for subject in _kinds[name].find(sorted(ids))
    }


def subject_with(kind: str, number: int) -> Subject:
    """One thing. Raises `NotFoundError`."""
    found = subjects_with([(kind, number)]).get((kind, number))
    if found is None:
        raise NotFoundError(_("There is no such thing to decide on."))
    return found


def read_ref(ref: str) -> tuple[str, int] | None:
    """Read how the addresses of a desk name a thing that has no code: its kind and its id."""
    name, _dash, number = ref.rpartition("-")
    whole = number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID
    return (name, int(number)) if whole and name in _kinds else None


def lock(subject: Subject) -> None:
    """Hold the thing until the end of the transaction, and read it anew."""
    db.lock_row(subject.thing)
