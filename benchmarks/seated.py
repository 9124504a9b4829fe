"""The product's side of a full room: `python -m benchmarks.seated furnish MANY | told SESSION`."""

from __future__ import annotations

import json
import secrets
import sys
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, insert, select

from consult.accounts import Person
from consult.accounts.models import SignIn
from consult.app import create_app
from consult.contributions import Voice, VoiceKind
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.visit import visit
from consult.live import topic_token
from consult.processes import Role, Staff, current_process
from consult.running import next_block, open_session, start_session
from consult.seats import Seat, SeatKey, SeatKind, SeatState
from consult.tables import (
    BlockDraft,
    BlockKind,
    Session,
    SessionDraft,
    TableDraft,
    TableKind,
    add_block,
    console_path,
    make_table,
    phone_path,
    prepare_session,
    topic_of,
)
from consult.wall import Card, Dot, make_pile

if TYPE_CHECKING:
    from consult.kernel.web import House

PILES = 8
DAY = timedelta(days=1)


def furnish(app: House, many: str) -> dict[str, Any]:
    """Run a session of so many phones, at a block where each writes a card and puts five dots."""
    with db.transaction():
        planner = db.session.scalars(
            select(Person)
            .join(Staff, Staff.person_id == Person.id)
            .where(Staff.role == Role.PLANNER)
        ).first()
        process = current_process()
        if planner is None or process is None:
            raise LookupError("The demo has no planner or no consultation.")
        session = _a_session(planner, process, f"Prova con {many} telefoni")
        piles = [make_pile(planner, session, f"Mucchio {number}").id for number in range(PILES)]
        vote = next_block(planner, session, session.blocks[0].id)
        tokens = [secrets.token_urlsafe(32) for _seat in range(int(many))]
        _sit_down(session, tokens)
        signed_in = secrets.token_urlsafe(32)
        db.session.add(
            SignIn(
                token_hash=sha256(signed_in.encode()).hexdigest(),
                person_id=planner.id,
                browser="",
                system="",
                created_at=now(),
                last_seen_at=now(),
                expires_at=now() + DAY,
            )
        )
        found = {
            "session": session.id,
            "block": vote.id,
            "piles": piles,
            "phone": phone_path(session),
            "console": console_path(session),
            "topic": f"/live/{topic_token(topic_of(session))}",
            "cookie": f"visit={signed_in}",
        }
    # A request of its own ends with the transaction at hand: form tokens come after it.
    return found | {"seats": [_browser(app, found["session"], token) for token in tokens]}


def _a_session(planner: Person, process: Any, title: str) -> Session:  # noqa: ANN401 - a Process, found without its room's name
    table = make_table(
        planner,
        process,
        TableDraft(
            kind=TableKind.DEVELOPMENT,
            name=dict.fromkeys(process.languages, title),
            mandate=dict.fromkeys(process.languages, title),
            code=f"room-{secrets.token_hex(3)}",
        ),
    )
    draft = SessionDraft(
        title=title,
        question="Che cosa manca?",
        starts_at=now() + timedelta(hours=1),
        language=process.languages[0],
    )
    session = prepare_session(planner, table, draft, None)
    piling = BlockDraft(kind=BlockKind.CLUSTER, title="Mucchi", minutes=5)
    asked = BlockDraft(
        kind=BlockKind.VOTE,
        title="Scrivi e vota",
        minutes=60,
        cards_each=1,
        dots_each=5,
        dots_per_card=2,
    )
    for block in (piling, asked):
        add_block(planner, session, block)
    open_session(planner, session)
    start_session(planner, session)
    return session


def _sit_down(session: Session, tokens: list[str]) -> None:
    at = now()
    voices = db.session.scalars(
        insert(Voice).returning(Voice.id),
        [
            {"kind": VoiceKind.SEAT, "called": f"Posto {number}", "created_at": at}
            for number in range(len(tokens))
        ],
    ).all()
    seats = db.session.scalars(
        insert(Seat).returning(Seat.id),
        [
            {
                "session_id": session.id,
                "number": number,
                "voice_id": voice,
                "name": f"Posto {number}",
                "kind": SeatKind.RESIDENT,
                "state": SeatState.PRESENT,
                "joined_at": at,
            }
            for number, voice in enumerate(voices, 1)
        ],
    ).all()
    db.session.execute(
        insert(SeatKey),
        [
            {
                "seat_id": seat,
                "token_hash": sha256(token.encode()).hexdigest(),
                "given_at": at,
            }
            for seat, token in zip(seats, tokens, strict=True)
        ],
    )


def _browser(app: House, session_id: int, token: str) -> tuple[str, str]:
    """The cookies of a phone, and the form token of the page it has open."""
    with app.test_request_context():
        csrf = str(generate_csrf())
        return f"visit={visit().ensure()}; seat-{session_id}={token}", csrf


def told(_app: House, session_id: str) -> dict[str, int]:
    """Count what is on the wall of a session."""
    session = int(session_id)
    cards = select(func.count()).where(Card.session_id == session)
    points = (
        select(func.coalesce(func.sum(Dot.points), 0))
        .join(Seat, Seat.id == Dot.seat_id)
        .where(Seat.session_id == session)
    )
    return {
        "cards": db.session.scalars(cards).one(),
        "points": int(db.session.scalars(points).one()),
    }


ORDERS = {"furnish": furnish, "told": told}

if __name__ == "__main__":
    print(json.dumps(ORDERS[sys.argv[1]](create_app(), sys.argv[2])))
