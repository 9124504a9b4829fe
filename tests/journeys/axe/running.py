"""Sessions under way, for the console, the phones and the projector to be seen in every state."""

from __future__ import annotations

from datetime import timedelta

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.polls import (
    AnswerDraft,
    PollDraft,
    PollKind,
    answer_poll,
    next_round,
    open_poll,
    tell_poll,
)
from consult.processes import Process
from consult.running import end_session, next_block, open_session, pause, start_session
from consult.seats import SeatKey, SeatKind, SeatState, present_in
from consult.seats.commands.taking import hash_of
from consult.speaking import ask_for_floor, give_floor_to
from consult.tables import BlockKind, Session, TableKind
from tests.journeys.axe.doings import send
from tests.journeys.axe.telling import Doing, Reader
from tests.journeys.screens import Screen
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_session, a_table
from tests.makers.wall import a_card, a_pile

TABLE = "running"
PREPARED, OPEN, WRITING, GROUPS, SPEAKING, VOTING, OVER, LATE, CALLED_OFF = range(1, 10)
CODES = {number: f"RANDA{letter}" for number, letter in enumerate("ABCDEFGHJ", 1)}
TOKEN = "a-seat-at-the-running-table"
MOST_SESSIONS = 80
LONG = "Bibliotecheaperteanchelasera" * 4


def add_sessions(process: Process, people: dict[str, Person]) -> None:
    """Set up a session at each point of its way, with people who wrote and spoke."""
    planner = people["planner"]
    table = a_table(process, code=TABLE, kind=TableKind.DEVELOPMENT)
    made = {
        number: a_session(table, join_code=code, created_by_id=planner.id)
        for number, code in CODES.items()
    }
    for number in (OPEN, WRITING, GROUPS, SPEAKING, VOTING, OVER, LATE):
        open_session(planner, made[number])
        _seat_people(made[number])
    _run_to(planner, made[WRITING], BlockKind.SILENT_WRITE)
    _run_to(planner, made[GROUPS], BlockKind.BREAKOUT)
    _run_to(planner, made[SPEAKING], BlockKind.GALLERY)
    _let_speak(planner, made[SPEAKING])
    _ask(planner, made[SPEAKING])
    _run_to(planner, made[VOTING], BlockKind.VOTE)
    pause(planner, made[VOTING])
    for number in (OVER, LATE):
        _run_to(planner, made[number], BlockKind.SILENT_WRITE)
        end_session(planner, made[number])
    made[OVER].late_until = now()
    made[CALLED_OFF].cancel(now(), "La sala non c'è più.")
    db.session.flush()


def _seat_people(session: Session) -> None:
    for number, kind in enumerate(SeatKind):
        a_seat(session, f"Guest {number}", kind=kind, place=a_municipality(number))
    mine = a_seat(session, "Giuseppina \u063a\u0627\u062f\u0629 Neri", place=a_municipality(0))
    kept(SeatKey(seat_id=mine.id, token_hash=hash_of(f"{TOKEN}-{session.id}"), given_at=now()))
    waiting = a_seat(session, "Teo", state=SeatState.WAITING)
    kept(
        SeatKey(seat_id=waiting.id, token_hash=hash_of(f"no-{TOKEN}-{session.id}"), given_at=now())
    )


def _run_to(person: Person, session: Session, kind: BlockKind) -> None:
    """Go on to a block of this kind, with cards written and piled on the way."""
    block = start_session(person, session)
    while block.kind is not kind:
        block = next_block(person, session, block.id)
        if block.kind is BlockKind.SILENT_WRITE:
            cards = [a_card(seat, block, f"{LONG} {seat.name}") for seat in present_in(session)]
            a_pile(session, LONG, *cards[:2])


def _let_speak(person: Person, session: Session) -> None:
    block = session.block
    assert block is not None
    first, *others = present_in(session)
    give_floor_to(person, session, first, block).began_at = now() - timedelta(minutes=3)
    for seat in others[:2]:
        ask_for_floor(seat, block)


def _ask(person: Person, session: Session) -> None:
    """Put a question of each kind to the room, and tell a panel where it stands."""
    options = [LONG, "Scuole", "Parchi"]
    open_poll(person, session, PollDraft(PollKind.ONE, "Da dove cominciamo?", options))
    open_poll(person, session, PollDraft(PollKind.RANKING, "Che cosa viene prima?", options))
    open_poll(person, session, PollDraft(PollKind.WORDS, "Che cosa manca ancora?"))
    panel = open_poll(
        person, session, PollDraft(PollKind.SCALE, "Quanto è probabile?", (), {"high": 9})
    )
    for seat, value in zip(present_in(session), (5, 6, 9), strict=False):
        answer_poll(seat, panel, AnswerDraft(value=value))
    tell_poll(person, session, panel)
    next_round(person, session, panel)


def rank_one_twice(screen: Screen, reader: Reader) -> None:
    """Give two places of a ranking to the same thing, which is refused."""
    on_the_phone(SPEAKING)(screen, reader)
    form = "main form:has([name='place-1'])"
    for place in (0, 1):
        screen.page.locator(f"{form} [name='place-{place}']").select_option(index=1)
    send(form)(screen, reader)


def on_the_phone(number: int, *, let_in: bool = True) -> Doing:
    """Open the phone of a seat in this session."""

    def do(screen: Screen, reader: Reader) -> None:
        del reader
        page = screen.page
        token = TOKEN if let_in else f"no-{TOKEN}"
        page.context.add_cookies(
            [
                {"name": f"seat-{one}", "value": f"{token}-{one}", "url": page.url}
                for one in range(1, MOST_SESSIONS)
            ]
        )
        screen.open(f"/t/{CODES[number]}")
        assert screen.path.startswith("/t/"), "this browser has no seat there"

    return do
