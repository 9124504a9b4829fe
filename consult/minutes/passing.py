"""Closing a session: each of its cards becomes a contribution, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Channel, ContributionDraft, record
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, as_markdown, clean_line, excerpt
from consult.live import announce_change
from consult.minutes.facts import cards_left_over, piles_proposed, session_closed
from consult.minutes.models import PileTheme
from consult.minutes.policy import can_close
from consult.paper import Crop, crops_of
from consult.processes import Process
from consult.rounds import GridCell
from consult.seats import Group, Seat
from consult.tables import Session, SessionState, Table, TableKind, lock_session, topic_of
from consult.taxonomy import Theme
from consult.wall import Card, Pile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select

AT_ONCE = 8
"""So many cards are passed on in one transaction, for others write meanwhile: 13 ms on SQLite,
4 of them whatever their number; the rest follows, as many at a time."""


def pass_on_cards(
    person: Person,
    session: Session,
    themes: Mapping[int, int | None] | None = None,
    at_once: int | None = None,
) -> int:
    """Close a session and pass its cards on; return how many became contributions just now.

    `themes` are those chosen for piles, by their ids. More than `AT_ONCE` cards follow in jobs,
    unless the caller has nobody to wait for it and takes more `at_once`.
    Done again, it makes nothing new. Raises `NotAllowedError`.
    """
    require(can_close(person, session))
    lock_session(session)
    if session.state is SessionState.CLOSED:
        return 0
    _choose_themes(session, themes or {})
    session.close(now())
    announce_change(topic_of(session), "block")
    note_act(person, "session.closed", session)
    return pass_on_some(session, at_once)


def pass_on_some(session: Session, at_once: int | None = None) -> int:
    """Make contributions of the next cards of a closed session, whose row the caller holds.

    After the last of them it tells that the session is closed.
    """
    cards = db.session.scalars(
        _waiting(session)
        .options(joinedload(Card.seat).joinedload(Seat.voice))
        .limit(at_once or AT_ONCE)
    ).all()
    passing = _passing(session, cards) if cards else None
    for card in cards:
        card.contribution_id = passing.on(card) if passing else None
    db.session.flush()
    announce_change(topic_of(session), "closing")
    if count_left(session):
        cards_left_over.announce(session)
    else:
        session_closed.announce(session)
        piles_proposed.announce(session)
    return len(cards)


def count_passed(session: Session) -> int:
    """How many cards of a session are contributions by now."""
    query = select(func.count(Card.id)).where(
        Card.session_id == session.id, Card.contribution_id.is_not(None)
    )
    return int(db.session.execute(query).scalar_one())


def count_left(session: Session) -> int:
    """How many cards of a session are no contributions yet, and will be when it is closed."""
    query = _waiting(session).with_only_columns(func.count()).order_by(None)
    return int(db.session.execute(query).scalar_one())


def _waiting(session: Session) -> Select[Card]:
    """What nobody took back or set aside, and did not go on yet, in the order of writing."""
    return (
        select(Card)
        .where(
            Card.session_id == session.id,
            Card.contribution_id.is_(None),
            Card.taken_back_at.is_(None),
            Card.set_aside_because == "",
        )
        .order_by(Card.id)
    )


def _choose_themes(session: Session, themes: Mapping[int, int | None]) -> None:
    """Keep the themes chosen for piles; those of other sessions or plans are left out."""
    process = db.session.get_one(Process, db.session.get_one(Table, session.table_id).process_id)
    piles = set(db.session.scalars(select(Pile.id).where(Pile.session_id == session.id)))
    known = set(db.session.scalars(select(Theme.id).where(Theme.cycle_id == process.cycle_id)))
    rows = [
        {"pile_id": pile_id, "theme_id": theme_id}
        for pile_id, theme_id in themes.items()
        if pile_id in piles and theme_id in known
    ]
    if rows:
        insert = sqlite.insert if db.is_sqlite else postgresql.insert
        db.session.execute(insert(PileTheme).values(rows).on_conflict_do_nothing())


@dataclass(frozen=True, slots=True)
class _Passing:
    """What the cards of a session have in common on their way, read at once."""

    session: Session
    table: Table
    process: Process
    themes: Mapping[int, int]
    groups: Mapping[int, int]
    topics: Mapping[int, int]
    people: Mapping[int, Person]
    fronts: Mapping[int, int | None]
    crops: Mapping[int, Crop]

    def on(self, card: Card) -> int:
        """Record a card as a contribution of its seat, and return its id."""
        development = self.table.kind is TableKind.DEVELOPMENT
        pile_id = self._pile_of(card)
        contribution = record(
            card.seat.voice,
            self.process,
            Channel.DEVELOPMENT_TABLE if development else Channel.TABLE,
            ContributionDraft(
                title=excerpt(escape(clean_line(card.source)), TITLE_LIMIT - 1),
                body=as_markdown(card.source),
                municipality_id=card.seat.municipality_id,
                theme_id=self.themes.get(pile_id or 0) or self.table.theme_id,
                language=self.session.language,
                evidence=self._evidence(card, pile_id),
            ),
            self.people.get(card.entered_by_id) if card.entered_by_id else None,
        )
        return contribution.id

    def _pile_of(self, card: Card) -> int | None:
        """The pile of a card; one that is linked to another stands behind it, in that one's."""
        return card.pile_id or self.fronts.get(card.linked_to_id or 0)

    def _evidence(self, card: Card, pile_id: int | None) -> dict[str, Any]:
        """Where exactly it was said; never in the words of the room, which may be withdrawn."""
        crop = self.crops.get(card.id)
        found = {
            "table": self.table.code,
            "session": self.session.number,
            "block": card.block_id,
            "group": self.groups.get(card.group_id or 0),
            "topic": self.topics.get(card.group_id or 0),
            "card": card.id,
            "printed_number": card.printed_number,
            "pile": pile_id,
            "photo": crop.photo.number if crop else None,
            "rectangle": [crop.x, crop.y, crop.width, crop.height] if crop else None,
        }
        return {name: value for name, value in found.items() if value is not None}


def _passing(session: Session, cards: Sequence[Card]) -> _Passing:
    table = db.session.get_one(Table, session.table_id)
    chosen = select(PileTheme.pile_id, PileTheme.theme_id).join(Pile, Pile.id == PileTheme.pile_id)
    groups = select(Group.id, Group.number).where(Group.session_id == session.id)
    topics = select(GridCell.group_id, GridCell.card_id).join(GridCell.group)
    writers = {card.entered_by_id for card in cards if card.entered_by_id}
    fronts = select(Card.id, Card.pile_id).where(
        Card.id.in_([card.linked_to_id for card in cards if card.linked_to_id])
    )
    people = db.session.scalars(select(Person).where(Person.id.in_(writers))) if writers else ()
    return _Passing(
        session=session,
        table=table,
        process=db.session.get_one(Process, table.process_id),
        themes=dict(db.session.execute(chosen.where(Pile.session_id == session.id)).all()),
        groups=dict(db.session.execute(groups).all()),
        topics=dict(db.session.execute(topics.where(Group.session_id == session.id)).all()),
        fronts=dict(db.session.execute(fronts).all()),
        crops=crops_of(session),
        people={person.id: person for person in people},
    )
