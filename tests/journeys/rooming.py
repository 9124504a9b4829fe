"""Sessions that run by the rules of a method, added to a demo for their pages to be pictured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.accounts import Person
from consult.commitments import Commitment
from consult.files import store_photo
from consult.kernel.clock import now
from consult.kernel.config import Config, set_config
from consult.kernel.db import db
from consult.minutes.drafting import draft_minutes, send_minutes
from consult.minutes.tokens import link_to
from consult.paper.commands import PaperDesk, Rectangle, add_photos, enter_from_photo
from consult.polls import AnswerDraft, answer_poll, polls_in, put_statements, tell_poll
from consult.rounds import place_topic, plan_rounds, rank, set_places
from consult.seats import Seat, SeatKey
from consult.seats.commands.taking import hash_of
from consult.tables import BlockKind, Session, Table, get_session, method_named
from consult.wall import CardDraft, cards_on
from tests.journeys.worlds import SECRET
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_session, at_block
from tests.makers.wall import a_card, a_pile

TOKEN = "a-phone-of-the-pictures-"
NAMES = (
    "Gina Colombo",
    "Lia Ferrari",
    "Ivo Sala",
    "Marta Riva",
    "Paolo Galli",
    "Nadia Conti",
    "Sergio Villa",
    "Teresa Brambilla",
    "Omar Haddad",
    "Irene Fumagalli",
    "Luca Beretta",
    "Anna Cattaneo",
)
SAID = (
    "Un treno ogni mezz'ora anche dopo le nove di sera",
    "Una biblioteca aperta la domenica in ogni gruppo di comuni",
    "Piste ciclabili che non si fermano al confine del comune",
    "Un solo sportello per chi apre una bottega",
    "Ombra e fontanelle lungo le strade delle scuole",
    "Orari degli autobus scritti alle fermate, e veri",
)
TOPICS = ("La ciclabile lungo il canale", "Chi apre il sabato", "Gli alberi che mancano")


class Room(NamedTuple):
    """Where a session of these is run, and how its phone is known."""

    console: str
    session_id: int
    code: str
    token: str


class Rooms(NamedTuple):
    """The sessions by their method, a link to minutes and the number of a commitment."""

    by_method: dict[str, Room]
    minutes: str
    promise: str


@dataclass(frozen=True)
class _Host:
    table: Table
    person: Person

    def session(
        self, method: str, code: str, people: int = len(NAMES)
    ) -> tuple[Session, list[Seat]]:
        """A session of a method in Italian, with people who sit in it."""
        session = a_session(
            self.table,
            method=method,
            language="it",
            title="Che cosa manca dove vivi",
            question="Che cosa manca dove vivi, e chi può farlo?",
            join_code=code,
            created_by_id=self.person.id,
        )
        seats = [
            a_seat(session, name, place=a_municipality(at % 5))
            for at, name in enumerate(NAMES[:people])
        ]
        told = method_named(method)
        assert told is not None
        for block, draft in zip(session.blocks, told.blocks("it"), strict=True):
            block.title, block.prompt = draft.title, draft.prompt
        kept(SeatKey(seat_id=seats[0].id, token_hash=hash_of(TOKEN + code), given_at=now()))
        return session, seats

    def room(self, session: Session) -> Room:
        where = f"/processes/{self.table.process.slug}/desk/tables/{self.table.code}"
        console = f"{where}/sessions/{session.number}/console"
        return Room(console, session.id, session.join_code, TOKEN + session.join_code)


def furnish(folder: Path, email: str) -> Rooms:
    """Add the sessions to the demo in a folder; somebody by this address runs them."""
    set_config(
        Config(
            database_url=f"sqlite:///{folder / 'consult.db'}",
            base_url="http://127.0.0.1:8000",
            trusted_hosts=("127.0.0.1",),
            secret_key=SECRET,
            data_dir=folder,
            mail_from="noreply@example.org",
            demo=True,
        )
    )
    db.connect(f"sqlite:///{folder / 'consult.db'}")
    with db.transaction():
        person = db.session.scalars(select(Person).where(Person.email == email)).one()
        rooms = Rooms(_add_rooms(person), *_remains(person))
    db.dispose()
    return rooms


def _remains(person: Person) -> tuple[str, str]:
    """The link to the minutes of somebody who was there, and the page of a commitment."""
    promise = db.session.scalars(select(Commitment).order_by(Commitment.id)).first()
    assert promise is not None
    session = get_session(promise.session_id)
    send_minutes(person, session, draft_minutes(person, session), now() + timedelta(days=7))
    seat = select(Seat.id).where(Seat.session_id == session.id)
    link = link_to(db.session.scalars(seat.order_by(Seat.id)).first() or 0, now())
    return urlsplit(link).path, str(promise.id)


def _add_rooms(person: Person) -> dict[str, Room]:
    tables = select(Table).options(joinedload(Table.process), joinedload(Table.zone))
    table = db.session.scalars(tables.order_by(Table.id)).first()
    assert table is not None
    host = _Host(table, person)
    return {
        "cafe": _cafe(host),
        "open-space": _open_space(host),
        "ranking": _ranking(host),
        "delphi": _delphi(host),
    }


def _first(session: Session, kind: BlockKind) -> int:
    return next(at for at, one in enumerate(session.blocks) if one.kind is kind)


def _cafe(host: _Host) -> Room:
    session, _seats = host.session("world-cafe", "CAFFEK")
    session.per_group = 4
    rounds = [one for one in session.blocks if one.kind is BlockKind.BREAKOUT]
    at_block(session, session.blocks[0])
    plan_rounds(host.person, session)
    at_block(session, rounds[1])
    return host.room(session)


def _open_space(host: _Host) -> Room:
    session, seats = host.session("open-space", "APERTT")
    market = at_block(session, session.blocks[_first(session, BlockKind.SILENT_WRITE)])
    market.revealed_at = now()
    set_places(host.person, session, ["Sala del consiglio", "Giardino", "Atrio"])
    hours = [one for one in session.blocks if one.kind is BlockKind.BREAKOUT]
    for seat, topic, place in zip(seats[1:], TOPICS, (1, 2, 3), strict=False):
        place_topic(seat, a_card(seat, market, topic), hours[0], place)
    a_card(seats[0], market, "Il mercato coperto: che farne")
    seats[-1].seen_at, seats[-1].entered_by_id = None, host.person.id
    return host.room(session)


def _ranking(host: _Host) -> Room:
    session, seats = host.session("ngt", "GRADVA", 9)
    writing = at_block(session, session.blocks[_first(session, BlockKind.SILENT_WRITE)])
    writing.revealed_at = now()
    photo = add_photos(host.person, session, writing, [store_photo(_wall())])[0]
    for at, text in enumerate(SAID):
        if at < 2:
            draft = CardDraft(text, printed_number=at + 1, on_paper=True)
            seat = PaperDesk(host.person, session).seat_of(number=at + 1)
            where = Rectangle(6 + 31 * at, 9, 28, 38)
            enter_from_photo(host.person, session, photo, where, seat, draft)
        else:
            a_card(seats[at], writing, text)
    vote = at_block(session, session.blocks[_first(session, BlockKind.VOTE)])
    cards: list[tuple[Literal["card", "pile"], int]] = [
        ("card", one.id) for one in cards_on(session)
    ]
    for at, seat in enumerate(seats[1:6]):
        rank(seat, vote, [cards[(at + step) % len(cards)] for step in range(3)])
    seats[-1].seen_at, seats[-1].entered_by_id = None, host.person.id
    return host.room(session)


def _delphi(host: _Host) -> Room:
    session, seats = host.session("delphi", "DEFFAK")
    writing = at_block(session, session.blocks[_first(session, BlockKind.SILENT_WRITE)])
    writing.revealed_at = now()
    surveys = [one for one in session.blocks if one.kind is BlockKind.SURVEY]
    for at in range(2):
        a_pile(session, SAID[at], a_card(seats[at], writing, SAID[at]), position=at)
    at_block(session, surveys[0])
    put_statements(session, surveys[0], SAID[:2], (1, 9), now())
    for poll in polls_in(session):
        for at, seat in enumerate(seats):
            answer_poll(seat, poll, AnswerDraft(value=(3, 4, 5, 6, 6, 7)[at % 6]))
    tell_poll(host.person, session, polls_in(session)[0])
    return host.room(session)


def _wall() -> bytes:
    """A drawn wall with six sheets, in place of a photo that would show somebody's."""
    picture = Image.new("RGB", (1200, 800), (216, 210, 196))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(28)
    for at, text in enumerate(SAID):
        left, top = 80 + 372 * (at % 3), 80 + 360 * (at // 3)
        draw.rectangle((left, top, left + 320, top + 290), fill=(250, 246, 226))
        words, line, row = text.split(), "", 0
        for word in [*words, ""]:
            if not word or len(line) + len(word) > 20:
                draw.text((left + 20, top + 20 + 40 * row), line, fill=(30, 40, 60), font=font)
                line, row = "", row + 1
            line = f"{line} {word}".strip()
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
