"""What was said in a session once it is closed, and where a contribution comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from consult.commitments import Commitment
from consult.contributions import Channel, Contribution, State
from consult.kernel.db import db
from consult.minutes.models import Minutes, MinutesState, PileTheme
from consult.processes import Process
from consult.rounds import GridCell
from consult.seats import Group
from consult.tables import Block, Session, Table
from consult.wall import Card, Pile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select

AT_A_TABLE = frozenset({Channel.TABLE, Channel.DEVELOPMENT_TABLE})


@dataclass(frozen=True, slots=True)
class PassedPile:
    """A pile whose cards are contributions now: it may become a node of the map."""

    pile_id: int
    theme_id: int | None
    cards: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where exactly a contribution was said at a table."""

    slug: str
    table_code: str
    table: dict[str, str]
    number: int
    title: str
    at: datetime
    block: str
    group: int | None
    printed_number: int | None
    topic: str | None

    @property
    def url(self) -> str:
        """The public page of that session."""
        return f"/processes/{self.slug}/tables/{self.table_code}/sessions/{self.number}"


def of_piles(pile_ids: Sequence[int]) -> Select[int, int | None]:
    """The ids of piles and of the contributions that their cards became.

    A card that is linked to another stands behind it, in that one's pile.
    """
    front = aliased(Card)
    pile = func.coalesce(Card.pile_id, front.pile_id)
    return (
        select(pile.label("pile_id"), Card.contribution_id.label("contribution_id"))
        .outerjoin(front, front.id == Card.linked_to_id)
        .where(pile.in_(pile_ids), Card.contribution_id.is_not(None))
    )


def piles_passed_on(session: Session) -> list[PassedPile]:
    """The piles of a closed session that hold something that was passed on, in their order."""
    piles = db.session.execute(
        select(Pile.id, PileTheme.theme_id)
        .outerjoin(PileTheme, PileTheme.pile_id == Pile.id)
        .where(Pile.session_id == session.id)
        .order_by(Pile.position, Pile.id)
    ).all()
    held = of_piles([pile_id for pile_id, _theme in piles]).subquery()
    counts: dict[int, int] = dict(
        iter(db.session.execute(select(held.c.pile_id, func.count()).group_by(held.c.pile_id)))
    )
    table = db.session.get_one(Table, session.table_id)
    return [
        PassedPile(pile_id, theme_id or table.theme_id, counts[pile_id])
        for pile_id, theme_id in piles
        if pile_id in counts
    ]


def origins_of(contributions: Sequence[Contribution]) -> Mapping[int, Origin]:
    """Where contributions were said, those of tables; a grid's topic while it is public itself."""
    ids = [one.id for one in contributions if one.channel in AT_A_TABLE]
    if not ids:
        return {}
    proposed, topic = aliased(Card), aliased(Contribution)
    rows = db.session.execute(
        select(
            Card.contribution_id,
            Process.slug,
            Table.code,
            Table.name,
            Session.number,
            Session.title,
            Session.starts_at,
            Block.title,
            Group.number,
            Card.printed_number,
            topic.title,
        )
        .join(Block, Block.id == Card.block_id)
        .join(Session, Session.id == Card.session_id)
        .join(Table, Table.id == Session.table_id)
        .join(Process, Process.id == Table.process_id)
        .outerjoin(Group, Group.id == Card.group_id)
        .outerjoin(GridCell, GridCell.group_id == Group.id)
        .outerjoin(proposed, proposed.id == GridCell.card_id)
        .outerjoin(
            topic, and_(topic.id == proposed.contribution_id, topic.state == State.PUBLISHED)
        )
        .where(Card.contribution_id.in_(ids))
    )
    return {one: Origin(*said) for one, *said in rows if one is not None}


@dataclass(frozen=True, slots=True)
class Left:
    """What a closed session left: cards passed on, how many are public, minutes, promises."""

    cards: int
    published: int
    has_minutes: bool
    commitments: Sequence[Commitment]


def left_by(sessions: Sequence[Session]) -> dict[int, Left]:
    """What each of these sessions left, those that left something; asked at once."""
    ids = [one.id for one in sessions]
    if not ids:
        return {}
    public = func.sum(case((Contribution.state == State.PUBLISHED, 1), else_=0))
    cards = {
        session_id: (many, published)
        for session_id, many, published in db.session.execute(
            select(Card.session_id, func.count(), public)
            .join(Contribution, Contribution.id == Card.contribution_id)
            .where(Card.session_id.in_(ids))
            .group_by(Card.session_id)
        )
    }
    approved = set(
        db.session.scalars(
            select(Minutes.session_id).where(
                Minutes.session_id.in_(ids), Minutes.state == MinutesState.APPROVED
            )
        )
    )
    promised: dict[int, list[Commitment]] = {}
    for one in db.session.scalars(
        select(Commitment)
        .where(Commitment.session_id.in_(ids), Commitment.taken_back_at.is_(None))
        .order_by(Commitment.by_when.is_(None), Commitment.by_when, Commitment.id)
    ):
        promised.setdefault(one.session_id, []).append(one)
    return {
        one: Left(*cards.get(one, (0, 0)), one in approved, promised.get(one, []))
        for one in ids
        if one in cards or one in approved or one in promised
    }


def approved_among(sessions: Sequence[Session]) -> set[int]:
    """Those of these sessions, by their ids, whose minutes everyone reads."""
    query = select(Minutes.session_id).where(
        Minutes.session_id.in_([one.id for one in sessions]),
        Minutes.state == MinutesState.APPROVED,
    )
    return set(db.session.scalars(query))
