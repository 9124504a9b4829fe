"""A session that has ended: its table, blocks, seats, cards and piles, without the two hours."""

from datetime import timedelta

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.tables import BlockKind, Session, SessionState, TableKind
from consult.wall import Card, Pile
from tests.makers import kept
from tests.makers.tables import a_block, a_session, a_table

KINDS = (BlockKind.WELCOME, BlockKind.SILENT_WRITE, BlockKind.VOTE, BlockKind.COMMIT)


def an_ended_session(process, by, *, state=SessionState.ENDED, code="east", meeting=None, **others):
    """Two hours that ended ten minutes ago, four blocks of half an hour."""
    ended = now() - timedelta(minutes=10)
    began = ended - timedelta(hours=2)
    others.setdefault("kind", TableKind.THEME)
    table = a_table(process, code=code, name="Table of the east", **others)
    session = a_session(
        table,
        method=None,
        title="First session",
        starts_at=began,
        place="The library",
        state=state,
        opened_at=began,
        started_at=began,
        ended_at=ended,
        late_until=ended + timedelta(days=2),
        created_by_id=by.id,
        **(meeting or {}),
    )
    for position, kind in enumerate(KINDS):
        a_block(
            session,
            kind,
            minutes=30,
            hidden_until_reveal=kind is BlockKind.SILENT_WRITE,
            began_at=began + timedelta(minutes=30 * position),
            ended_at=began + timedelta(minutes=30 * position + 30),
            revealed_at=ended,
        )
    return session


def a_pile(session, title="Buses at night", position=0):
    """Cards that belong together."""
    return kept(Pile(session_id=session.id, title=title, position=position, made_at=now()))


def a_card(seat, words="A bus after ten in the evening", **others):
    """What a seat wrote in the silent block."""
    session = db.session.get_one(Session, seat.session_id)
    block = next(one for one in session.blocks if one.kind is BlockKind.SILENT_WRITE)
    pile = others.pop("pile", None)
    return kept(
        Card(
            session_id=block.session_id,
            block_id=block.id,
            seat_id=seat.id,
            source=words,
            pile_id=pile.id if pile else None,
            written_at=block.began_at,
            **others,
        )
    )


def a_day(session, after=0):
    """Return today where the table meets, or so many days after: not UTC's today, at midnight."""
    return now().astimezone(session.table.process.time_zone).date() + timedelta(days=after)
