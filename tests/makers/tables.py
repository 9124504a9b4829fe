"""Tables, sessions and blocks of a story, made without asking anyone's leave."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.tables import (
    JOIN_LENGTH,
    JOIN_LETTERS,
    Block,
    BlockKind,
    Session,
    SessionState,
    Table,
    TableKind,
    method_named,
)
from consult.territory import Zone
from tests.makers import a_person, a_process, in_every_language, kept, the_cycle


def a_zone(position: int = 0) -> Zone:
    """A zone of the plan, in their order."""

    query = select(Zone).where(Zone.territory_id == the_cycle().territory_id)
    return db.session.scalars(query.order_by(Zone.position).offset(position).limit(1)).one()


def a_table(
    process: Process | None = None,
    *,
    code: str = "north",
    name: str = "Table of the north",
    zone: Zone | None = None,
    **others,
) -> Table:
    """A standing table of the plan's first zone, unless its kind says otherwise."""
    the_process = process or db.session.scalars(select(Process)).first() or a_process()
    kind = others.pop("kind", TableKind.ZONE)
    return kept(
        Table(
            process=the_process,
            process_id=the_process.id,
            code=code,
            kind=kind,
            zone=(zone or a_zone()) if kind is TableKind.ZONE else None,
            theme=others.pop("theme", None),
            name=in_every_language(name),
            mandate=in_every_language("Say what the zone needs."),
            created_at=now(),
            **others,
        )
    )


def a_session(
    table: Table | None = None, *, method: str | None = "tavolo-120", **others
) -> Session:
    """A session that starts in a day, its agenda as a method of the house says (none: empty)."""
    the_table = table or db.session.scalars(select(Table)).first() or a_table()
    chosen = method_named(method) if method else None
    given = {
        "number": 1 + len(list(_numbers(the_table))),
        "title": "What the zone needs",
        "question": "What is missing where you live?",
        "language": "en",
        "method": method or "",
        "starts_at": now() + timedelta(days=1),
        "planned_minutes": chosen.minutes if chosen else 120,
        "join_code": "".join(secrets.choice(JOIN_LETTERS) for _place in range(JOIN_LENGTH)),
        "created_at": now(),
        "announced_at": now(),
        "per_group": chosen.per_group if chosen else 8,
    }
    if "created_by_id" not in others:
        given["created_by_id"] = _a_preparer().id
    session = Session(table=the_table, table_id=the_table.id, **(given | others))
    session.blocks = [
        Block(
            position=place,
            kind=draft.kind,
            title=draft.title,
            prompt=draft.prompt,
            minutes=draft.minutes,
            hidden_until_reveal=draft.hidden_until_reveal,
            cards_each=draft.cards_each,
            card_length=draft.card_length,
            dots_each=draft.dots_each,
            dots_per_card=draft.dots_per_card,
            settings=dict(draft.settings),
        )
        for place, draft in enumerate(chosen.blocks(given["language"]) if chosen else [])
    ]
    return kept(session)


def a_block(session: Session, kind: BlockKind = BlockKind.SILENT_WRITE, **rules) -> Block:
    """One more block at the end of a session's agenda: `a_block(s, cards_each=3)`."""
    given = {
        "position": len(session.blocks),
        "title": kind.value.replace("_", " ").capitalize(),
        "minutes": 5,
        "settings": {},
    }
    block = Block(kind=kind, **(given | rules))
    session.blocks.append(block)
    db.session.flush()
    return block


def open_session(session: Session) -> Session:
    """Let people join a session."""
    session.open(now())
    db.session.flush()
    return session


def at_block(session: Session, block: Block) -> Block:
    """Let a session run with this block at hand; those before it have ended."""
    at = now()
    if session.state is SessionState.PREPARED:
        session.open(at)
    if session.state is SessionState.OPEN:
        session.start(at)
    for one in session.blocks:
        if one.position < block.position and one.ended_at is None:
            one.began_at, one.ended_at = one.began_at or at, at
    block.began_at, block.ended_at = block.began_at or at, None
    db.session.flush()
    return block


def _numbers(table: Table) -> list[int]:
    return list(db.session.scalars(select(Session.number).where(Session.table_id == table.id)))


def _a_preparer() -> Person:

    found = db.session.scalars(
        select(Person).where(Person.display_name.in_(["Bruno", "Gaia"]))
    ).first()
    return found or a_person("Gaia")
