"""Who stands before which session: the facilitator by its address, the phone by its code."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from consult.accounts import Person, signed_in_person
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.policy import require
from consult.kernel.times import set_zone
from consult.live import LivePage, live_page
from consult.processes import get_process, put_at_hand
from consult.seats import seat_here
from consult.tables import can_run, find_session, topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import datetime

    from consult.processes import Process
    from consult.seats import Seat
    from consult.tables import Session

S = TypeVar("S")
MOST_TOPICS = 2_000


class _Topics:
    """Which topic an address led to when it was last asked: a bounded store, safe among threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def read(
        self, address: Hashable, find: Callable[[], tuple[Session, S]]
    ) -> tuple[LivePage, Session, S]:
        """Read a session once it is known how its topic stands, so that nothing is missed.

        Were the session read first, a page could show the block before the last step, and believe
        itself current: hundreds of phones read while somebody presses again.
        """
        with self._lock:
            topic = self._known.get(address)
        live = live_page(topic) if topic is not None else None
        session, seat = find()
        if live is not None and topic == topic_of(session):
            return live, session, seat
        with self._lock:
            self._known[address] = topic_of(session)
            while len(self._known) > MOST_TOPICS:
                self._known.popitem(last=False)
        live = live_page(topic_of(session))
        db.session.expire(session)
        return live, *find()


_topics = _Topics()


@dataclass(frozen=True, slots=True)
class Staging:
    """A session, who runs it, and the moment at which its page is made."""

    person: Person
    process: Process
    session: Session
    at: datetime
    live: LivePage

    @property
    def place(self) -> dict[str, str | int]:
        """Return what the addresses of this session are made of."""
        return {
            "slug": self.process.slug,
            "code": self.session.table.code,
            "number": self.session.number,
        }


def staging(slug: str, code: str, number: int) -> Staging:
    """Return the session for someone who may run it; anyone else is refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)

    def find() -> tuple[Session, None]:
        session = find_session(process, code, number)
        require(can_run(person, session))
        return session, None

    live, session, _seat = _topics.read((slug, code, number), find)
    return Staging(person, process, session, now(), live)


def sitting(code: str) -> tuple[LivePage, Session, Seat]:
    """Return the session of a code and the seat of this browser, on the clock of its plan.

    A browser without a seat is sent to where one joins. Raises `NotFoundError`.
    """
    live, session, seat = _topics.read(code.upper(), lambda: seat_here(code))
    put_at_hand(session.table.process)
    set_zone(session.table.process.cycle.time_zone)
    return live, session, seat
