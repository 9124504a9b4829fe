"""Sessions to sit down in, for the pages of joining and of seats to be seen in every state."""

from __future__ import annotations

from consult.accounts import Person
from consult.kernel.db import db
from consult.processes import Process
from consult.seats import SeatKind, SeatState, make_groups, set_topic
from consult.tables import TableKind
from tests.journeys.axe.telling import Doing, Reader
from tests.journeys.screens import Screen
from tests.makers.seats import a_seat
from tests.makers.tables import a_session, a_table, open_session

TABLE = "seats"
OPEN, WAITS, PREPARED, OVER, CROWDED = "SEATAA", "SEATBB", "SEATCC", "SEATDD", "SEATEE"


def add_seats(process: Process, people: dict[str, Person]) -> None:
    """Set up a session that is open, one that asks for approval, and those that take nobody."""
    table = a_table(process, code=TABLE, kind=TableKind.DEVELOPMENT)
    planner = people["planner"]
    open_session(a_session(table, join_code=OPEN, created_by_id=planner.id))
    waits = a_session(table, join_code=WAITS, created_by_id=planner.id, asks_approval=True)
    open_session(waits)
    a_session(table, join_code=PREPARED, created_by_id=planner.id)
    over = open_session(a_session(table, join_code=OVER, created_by_id=planner.id))
    crowded = open_session(a_session(table, join_code=CROWDED, created_by_id=planner.id))
    for state in SeatState:
        a_seat(crowded, "Giuseppina \u063a\u0627\u062f\u0629 Neri \U0001f33b", state=state)
    a_seat(crowded, "N" * 90, kind=SeatKind.BODY, body="Consulta delle biblioteche").seen_at = None
    first, _second = make_groups(planner, crowded, None, 2)
    set_topic(planner, crowded, first, "Gli autobus della sera")
    for one in (over,):
        one.start(one.opened_at)
        one.end(one.opened_at, one.opened_at)
    db.session.flush()


def sit_down(code: str, then: str = "") -> Doing:
    """Sit down in a session by its form, and open another page."""

    def do(screen: Screen, reader: Reader) -> None:
        del reader
        page = screen.page
        page.locator("[name='name']").fill("Gina Neri")
        page.locator("[name='consents']").check()
        with page.expect_navigation():
            page.locator("form.join button[type=submit]").click()
        screen.open(then or f"/join/{code}")

    return do


def show_the_link(screen: Screen, reader: Reader) -> None:
    """Sit down, and ask for the link that opens the seat on another device."""
    sit_down(OPEN, f"/t/{OPEN}/devices")(screen, reader)
    with screen.page.expect_navigation():
        screen.page.locator("main button[type=submit]").click()


def go_on_elsewhere(screen: Screen, reader: Reader) -> None:
    """Open the link, as another device would."""
    show_the_link(screen, reader)
    with screen.page.expect_navigation():
        screen.page.locator("p.code a").click()
