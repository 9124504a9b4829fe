"""Walls for their pages to be seen in every state: written on, arranged, voted on."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from consult.accounts import Person
from consult.files import attach_photo, store_photo
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.paper import Crop, WallPhoto
from consult.paper.models import PHOTO_KIND
from consult.processes import Process
from consult.seats import Group, GroupPlace, SeatKey
from consult.seats.commands.taking import hash_of
from consult.tables import BlockKind, Session, TableKind
from consult.wall import Card
from tests.journeys.axe.telling import Doing, Reader
from tests.journeys.places import Places
from tests.journeys.screens import Screen
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, a_table, at_block
from tests.makers.wall import a_card, a_dot, a_pile

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

TABLE = "walls"
WRITTEN, ARRANGED, VOTED, TOLD, GROUPED, LATE = 1, 2, 3, 4, 5, 6
CODES = dict(
    zip(
        (WRITTEN, ARRANGED, VOTED, TOLD, GROUPED, LATE),
        ("WATTAA", "WATTBB", "WATTCC", "WATTDD", "WATTEE", "WATTFF"),
        strict=True,
    )
)
CARDS = (
    "Il bus della scuola arriva dopo il treno",
    "Il treno parte prima del bus della scuola",
    "\u0627\u0644\u062d\u0627\u0641\u0644\u0629 \u0644\u0627 \u062a\u0635\u0644",
    "Pi\u00f9 piste \U0001f6b2",
    "Parola" * 30,
)
FIRST = 910_000
MARKED, HIDDEN, DELETED = 1, 2, 3
"""Photos of the arranged wall, by their numbers."""
TOKEN = "a-place-at-the-wall-"


def add_walls(process: Process, people: dict[str, Person]) -> None:
    """Set up a session for each state of a wall, with somebody who sits in it."""
    table = a_table(process, code=TABLE, kind=TableKind.DEVELOPMENT)
    for number, code in CODES.items():
        given = {"id": FIRST + number, "created_by_id": people["planner"].id}
        session = a_session(table, method=None, join_code=code, **given)
        cards = _fill(session, number)
        if number == ARRANGED:
            _photograph(session, cards[1], people["planner"])
    db.session.flush()


def _fill(session: Session, number: int) -> list[Card]:
    block = at_block(
        session,
        a_block(session, prompt="Che cosa manca?", hidden_until_reveal=True, cards_each=3),
    )
    seats = [a_seat(session, f"Gina {n}", place=a_municipality(n)) for n in range(4)]
    kept(SeatKey(seat_id=seats[0].id, token_hash=hash_of(TOKEN + str(number)), given_at=now()))
    group = kept(Group(session_id=session.id, number=1))
    for seat in seats[:3]:
        kept(GroupPlace(group_id=group.id, seat_id=seat.id))
    cards = [a_card(seats[place % 3], block, text) for place, text in enumerate(CARDS)]
    if number == LATE:
        block.revealed_at = block.ended_at = now()
        session.end(now(), now() + timedelta(days=300))
    if number in {WRITTEN, LATE}:
        return cards
    block.revealed_at = now()
    mine = group.id if number == GROUPED else None
    pile = a_pile(session, "Orari che non si parlano", cards[0], group_id=mine)
    a_pile(session, "", cards[3], position=2, group_id=mine)
    cards[4].set_aside_because = "Non si legge"
    kinds = {ARRANGED: BlockKind.CLUSTER, GROUPED: BlockKind.BREAKOUT}
    kind = kinds.get(number, BlockKind.VOTE)
    rules = {"dots_each": 5, "dots_per_card": 2} if kind is BlockKind.VOTE else {}
    last = at_block(session, a_block(session, kind, minutes=600, **rules))
    if kind is BlockKind.VOTE:
        a_dot(seats[0], last, pile, 2)
        a_dot(seats[1], last, cards[1], 1)
        last.revealed_at = now() if number == TOLD else None
    return cards


def _photograph(session: Session, card: Card, person: Person) -> None:
    """Three photos of its wall: one with a card marked on it, one hidden, one deleted."""
    picture = BytesIO()
    Image.new("RGB", (640, 480), (230, 225, 210)).save(picture, "PNG")
    for number in (1, 2, 3):
        photo = WallPhoto(
            session_id=session.id,
            block_id=card.block_id,
            number=number,
            added_at=now(),
            added_by_id=person.id,
            hidden_because="Si vede un volto" if number == HIDDEN else "",
            deleted_at=now() if number == DELETED else None,
        )
        kept(photo)
        if number != DELETED:
            prepared = store_photo(picture.getvalue())
            photo.picture = attach_photo(prepared, PHOTO_KIND, photo.id, f"Foto {number}")
        if number == MARKED:
            kept(Crop(photo_id=photo.id, card_id=card.id, x=10, y=20, width=30.5, height=25))


def console(at: Places, number: int, rest: str = "") -> str:
    """Where a session of these is run."""
    return f"/processes/{at.slug}/desk/tables/{TABLE}/sessions/{number}/console{rest}"


def seated(number: int, path: str = "", then: Doing | None = None) -> Doing:
    """Sit where somebody sits in a session, and open a page of their phone."""

    def do(screen: Screen, reader: Reader) -> None:
        name, token = f"seat-{FIRST + number}", TOKEN + str(number)
        own: SetCookieParam = {"name": name, "value": token, "url": screen.base_url}
        screen.page.context.add_cookies([own])
        screen.open(f"/t/{CODES[number]}{path}")
        if then is not None:
            then(screen, reader)

    return do
