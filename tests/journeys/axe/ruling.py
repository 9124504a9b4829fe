"""Sessions that run by the rules of a method, for their pages to be seen in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.rounds import place_topic, plan_rounds, rank, read_next, set_places
from consult.seats import SeatKey, groups_in, set_topic
from consult.seats.commands.taking import hash_of
from consult.tables import BlockKind, Session, TableKind
from consult.wall import cards_on, reveal
from tests.journeys.axe.telling import Doing, Reader
from tests.journeys.places import Places
from tests.journeys.screens import Screen
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_block, a_session, a_table, at_block
from tests.makers.wall import a_card

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

    from consult.seats import Seat

TABLE = "rules"
CAFE, READING, RANKING, RANKED, MARKET = range(1, 6)
CODES = dict(enumerate(("RRTAAA", "RRTBBB", "RRTCCC", "RRTDDD", "RRTEEE"), 1))
SAID = (
    "Un treno ogni mezz'ora anche la sera",
    "Bibliotecheaperteanchelasera" * 3,
    "\u0627\u0644\u062d\u0627\u0641\u0644\u0629 \u0644\u0627 \u062a\u0635\u0644",
)
PHONELESS = 7
FIRST = 920_000
TOKEN = "a-place-by-the-rules-"


def add_rules(process: Process, people: dict[str, Person]) -> None:
    """Set up a session for each rule, with somebody who sits in it."""
    planner = people["planner"]
    table = a_table(process, code=TABLE, kind=TableKind.DEVELOPMENT)
    for number, code in CODES.items():
        given = {"id": FIRST + number, "created_by_id": planner.id, "per_group": 3}
        session = a_session(table, method=None, join_code=code, **given)
        writing = at_block(session, a_block(session, title="Schede", settings={"grid": True}))
        seats = [a_seat(session, f"Gina {n}", place=a_municipality(n % 3)) for n in range(6)]
        kept(SeatKey(seat_id=seats[0].id, token_hash=hash_of(TOKEN + str(number)), given_at=now()))
        if number in {RANKING, MARKET}:
            phoneless = a_seat(session, "Pina senza telefono")
            phoneless.seen_at, phoneless.entered_by_id = None, planner.id
        for place, text in enumerate(SAID):
            a_card(seats[place], writing, text)
        _run(planner, session, seats, number)
    db.session.flush()


def _run(planner: Person, session: Session, seats: list[Seat], number: int) -> None:
    if number == CAFE:
        rules = {"settings": {"rotation": True}, "minutes": 600}
        rounds = [a_block(session, BlockKind.BREAKOUT, **rules) for _round in range(2)]
        plan_rounds(planner, session)
        set_topic(planner, session, groups_in(session, rounds[0])[0], SAID[1])
        at_block(session, rounds[0])
    elif number == READING:
        rules = {"settings": {"round_robin": True}, "minutes": 600}
        block = at_block(session, a_block(session, BlockKind.PLENARY, **rules))
        for after in range(2):
            read_next(planner, session, block, after)
    elif number in {RANKING, RANKED}:
        rules = {"settings": {"ranking": 3}, "minutes": 600}
        block = at_block(session, a_block(session, BlockKind.VOTE, **rules))
        cards = [("card", one.id) for one in cards_on(session)]
        rank(seats[0], block, cards)
        rank(seats[1], block, cards[1:])
        if number == RANKED:
            reveal(planner, block)
    else:
        _fill_grid(planner, session, seats)


def _fill_grid(planner: Person, session: Session, seats: list[Seat]) -> None:
    rules = {"settings": {"free_move": True}, "minutes": 600}
    slots = [a_block(session, BlockKind.BREAKOUT, **rules) for _slot in range(2)]
    set_places(planner, session, ["Sala rossa", "Giardino", "Atrio"])
    _own, *others = cards_on(session)
    for place, card in enumerate(others, 1):
        place_topic(seats[place], card, slots[0], place)


def console(at: Places, number: int, rest: str = "") -> str:
    """Where a session of these is run."""
    return f"/processes/{at.slug}/desk/tables/{TABLE}/sessions/{number}/console{rest}"


def seated_by_rules(number: int, then: Doing | None = None) -> Doing:
    """Sit where somebody sits in a session, and open their phone."""

    def do(screen: Screen, reader: Reader) -> None:
        name, token = f"seat-{FIRST + number}", TOKEN + str(number)
        own: SetCookieParam = {"name": name, "value": token, "url": screen.base_url}
        screen.page.context.add_cookies([own])
        screen.open(f"/t/{CODES[number]}")
        if then is not None:
            then(screen, reader)

    return do
