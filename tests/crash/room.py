"""A room in which some thirty phones vote: the session they find, and what each of them sends."""

from __future__ import annotations

import random
import secrets
import time

from sqlalchemy import select

from consult.kernel.db import db
from consult.live import topic_token
from consult.polls import PollDraft, PollKind, open_poll
from consult.polls.models import PollAnswer
from consult.processes import Role
from consult.speaking.models import Turn
from consult.tables import BlockKind, TableKind, console_path, phone_path, topic_of
from consult.wall import Card, Dot
from tests.crash.claims import CARDS_EACH, DOTS_EACH, DOTS_ON_ONE, Claims, Rows
from tests.crash.writers import Writer, a_cookie
from tests.makers import a_person, a_process, on_staff
from tests.makers.seats import a_key, a_seat
from tests.makers.tables import a_block, a_session, a_table, at_block
from tests.makers.wall import a_pile

SEATS, EARS = 24, 3
A_MOMENT = (1, 4)
TITLES = ("Trains", "Water", "Shade", "Schools", "Paths", "Squares")


def furnished():
    """Keep a session in which people speak, and then vote; return where all of it is."""
    with db.transaction():
        process = a_process("room")
        planner = on_staff(a_person("Gaia"), process, Role.PLANNER)
        session = a_session(a_table(process, kind=TableKind.DEVELOPMENT), method=None)
        long = {"minutes": 60, "cards_each": CARDS_EACH}
        writing = a_block(session, BlockKind.SILENT_WRITE, hidden_until_reveal=True, **long)
        a_block(session, BlockKind.PLENARY, minutes=60)
        rules = {"dots_each": DOTS_EACH, "dots_per_card": DOTS_ON_ONE}
        vote = a_block(session, BlockKind.VOTE, **long, **rules)
        a_block(session, BlockKind.READBACK, minutes=60)
        at_block(session, writing)
        seats = [a_seat(session, f"Seat {number}") for number in range(SEATS)]
        piles = [a_pile(session, title, position=at) for at, title in enumerate(TITLES)]
        asked = PollDraft(PollKind.ONE, "Shall we go on?", ("Yes", "No", "Later"), {})
        poll = open_poll(planner, session, asked)
        db.session.flush()
        return {
            "session": session.id,
            "writing": writing.id,
            "vote": vote.id,
            "phone": phone_path(session),
            "console": console_path(session),
            "topic": topic_of(session),
            "live": f"/live/{topic_token(topic_of(session))}",
            "poll": poll.id,
            "piles": {f"pile-{pile.id}": pile.title for pile in piles},
            "planner": a_cookie(planner),
            "seats": [seat.id for seat in seats],
            # Some have two devices: what both send is one seat's.
            "cookies": [
                (number, f"visit={secrets.token_urlsafe(32)}; lang=en; {_key(seat)}")
                for number, seat in enumerate([*seats, *seats[::8]])
            ],
        }


def _key(seat):
    return f"seat-{seat.session_id}={a_key(seat)}"


class Phone(Writer):
    """One phone: it sends one thing after another, each again as long as no answer comes."""

    def __init__(self, port, room, number, cookie, seed):
        super().__init__(port, cookie)
        self._room = room
        self._second = number >= SEATS
        self._shares = self._second or number % 8 == 0
        self._number = number
        self.seat = room["seats"][(number - SEATS) * 8 if self._second else number]
        self._chance = random.Random(f"{seed}/{number}")
        self._csrf = ""
        self._points = dict.fromkeys(room["piles"], 0)
        self._taken = []
        self.claims = Claims()

    def write(self, until):
        """Open the page and write two cards in the time there is."""
        self._csrf = next(iter(self.forms(self._room["phone"]).values()))["csrf_token"]
        for _card in range(2):
            self._wait(until)
            self._write("writing")

    def ask_floor(self, until):
        """Some ask for the floor, and press twice."""
        if self._number % 3 == 0:
            self._wait(until)
            for _press in range(2):
                assert self._says("turns", {})
            self.claims.turns.add(self.seat)

    def vote(self, until):
        """Write a card, answer, and move dots as long as there is time."""
        self._wait(until)
        self._write("vote", with_dots=not self._second and self._number % 2 == 0)
        self._answer()
        while not self._second and self._wait(until):
            self._press()

    def again(self):
        """Send all that was taken once more, as if its answers had been lost; say what was not."""
        return [fields for name, fields in self._taken if not self._says(name, fields)]

    def _write(self, part, *, with_dots=False):
        key = f"{self._number}-{secrets.token_hex(8)}"
        words = f"What {key} has to say"
        card = {"client_id": key, "block": self._room[part], "source": words}
        if with_dots:
            dots = {**self._points, self._chance.choice([*self._points]): 1}
            puts = [f"{target}:{points}" for target, points in dots.items() if points]
            taken = self._says("both", card | {"put": puts})
        else:
            taken = self._says("cards", card)
        # Of two devices that write at once, one may find that all is written.
        assert taken or self._shares, key
        if taken:
            self.claims.cards[key] = ((self.seat, self._room[part]), words)
            self._taken.append(("cards", card))
        if taken and with_dots:
            self._points = self.claims.dots[self.seat] = dots

    def _answer(self):
        """Half of them answer what the room is asked, some think better of it."""
        if self._second or self._number % 2:
            return
        for option in self._chance.sample(range(3), self._chance.choice((1, 2))):
            assert self._says(f"polls/{self._room['poll']}/answer", {"option": option})
            self.claims.answers[self.seat] = option

    def _press(self):
        """Press + or - somewhere; once in a while what the rules do not allow."""
        target = self._chance.choice([*self._points])
        wanted = {**self._points, target: self._chance.choice((0, 1, 1, 2, 2, DOTS_ON_ONE + 1))}
        allowed = wanted[target] <= DOTS_ON_ONE and sum(wanted.values()) <= DOTS_EACH
        assert self._says("dots", _put({target: wanted[target]})) == allowed, wanted
        if allowed:
            self._points = self.claims.dots[self.seat] = wanted

    def _says(self, name, fields):
        """Send something until the site says yes or no; return whether it took it."""
        status, _headers, text = self.post(
            f"{self._room['phone']}/{name}", self._with_token(fields)
        )
        assert status in {303, 422}, (name, status, text[:2000])
        return status == 303

    def _wait(self, until):
        """A thumb takes a moment; say whether there is time for another."""
        left = until - time.monotonic()
        time.sleep(max(0, min(left, self._chance.uniform(*A_MOMENT))))
        return time.monotonic() < until

    def _with_token(self, fields):
        return fields | {"csrf_token": self._csrf}


def _put(points):
    return {"put": [f"{target}:{number}" for target, number in points.items()]}


def rows_of(room):
    """Read what stands of all that the phones have sent, on a line that nobody has cut."""
    db.forget()
    cards = select(Card.client_key, Card.seat_id, Card.block_id, Card.source)
    dots = select(Dot.seat_id, Dot.pile_id, Dot.points).where(Dot.block_id == room["vote"])
    answers = select(PollAnswer.seat_id, PollAnswer.value)
    ask = db.session.execute
    rows = Rows(
        cards=[(key, (seat, block), words) for key, seat, block, words in ask(cards)],
        dots=[(seat, f"pile-{pile}", many) for seat, pile, many in ask(dots)],
        turns=list(db.session.scalars(select(Turn.seat_id))),
        answers=[(seat, value["option"]) for seat, value in ask(answers)],
    )
    db.forget()
    return rows
