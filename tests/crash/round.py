"""A room that votes while all that serves it dies: played in the time there is, then recounted."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from functools import partial

from consult.kernel.db import db
from consult.tables import Block, get_session
from consult.wall import points_on
from tests.crash.claims import Claims, faults
from tests.crash.conftest import wait_until
from tests.crash.ears import Ear
from tests.crash.room import EARS, SEATS, Phone, furnished, rows_of
from tests.crash.writers import Writer, all_at_once
from tests.markup import parsed

WRITING, ASKING = 0.3, 0.4  # when they end, as a share of the time there is


class Round:
    """Its phones and its facilitator send through `port`, its pages listen at `live_port`."""

    def __init__(self, port, live_port, config, seed):
        self._room = furnished()
        self._planner = Writer(port, self._room["planner"])
        self._phones = [
            Phone(port, self._room, number, cookie, seed)
            for number, cookie in self._room["cookies"]
        ]
        self._listening = (live_port, config, self._room["topic"])
        self._ears = []

    def listen(self):
        """Open pages that hear of changes."""
        self._ears = [Ear(*self._listening) for _ear in range(EARS)]
        wait_until(lambda: all(ear.marks for ear in self._ears), "a first word on each page")

    def play(self, seconds):
        """Write in silence, open what was written, ask for the floor, vote."""
        began = time.monotonic()
        self._all(lambda phone: phone.write(began + seconds * WRITING))
        self._console_counts_cards()
        for _step in ("reveal", "next"):
            self._go_on()
        self._all(lambda phone: phone.ask_floor(began + seconds * ASKING))
        self._go_on()
        self._all(lambda phone: phone.vote(began + seconds))

    def close(self):
        """Close the pages."""
        for ear in self._ears:
            ear.close()

    def check(self, *, cut_off):
        """Nothing is lost; sent again, nothing is doubled; every number is a recount."""
        assert faults(self._claims(), rows_of(self._room)) == []
        # What was lost must be missed before it is sent once more, what is doubled afterwards.
        refused = all_at_once(lambda _number, phone: phone.again(), self._phones)
        claims, rows = self._claims(), rows_of(self._room)
        assert faults(claims, rows) == []
        assert not any(refused)
        self._console_counts_as_the_rows(rows)
        self._result_is_a_recount(rows, claims)
        for phone in self._phones[:2]:
            self._shows_its_own(phone, claims)
        for ear in self._ears:
            wait_until(partial(self._has_heard_all, ear), "the last change")
            assert ear.ends or not cut_off

    def _all(self, act):
        all_at_once(lambda _number, phone: act(phone), self._phones)

    def _claims(self):
        """All that the phones were told."""
        claims = Claims()
        for phone in self._phones:
            claims.add(phone.claims)
        return claims

    def _go_on(self):
        """The facilitator presses twice, and goes on by one step."""
        console = self._room["console"]
        form = self._planner.form(console, f"{console}/steps")
        for _press in range(2):
            assert self._planner.send(f"{console}/steps", form) == console

    def _console_counts_cards(self):
        """While they are covered: how many, of how many; never a word of them."""
        wall, told = self._piece("wall"), self._claims().cards.values()
        cards, writers = (int(one.get_text()) for one in wall.select(".tiles__sum b")[:2])
        assert (cards, writers) == (len(told), len({place for place, _said in told}))
        assert "has to say" not in wall.get_text()

    def _console_counts_as_the_rows(self, rows):
        voters = {seat for seat, _target, points in rows.dots if points}
        wall = self._piece("wall")
        assert wall.select_one(".wall-vote__voters").words == (
            f"{len(voters)} of {SEATS} people present have voted"
        )
        assert not wall.select(".wall-vote__lines")
        figures = self._piece("presence").select(".equity__figures")
        assert [re.findall(r"(\d+) cards", one.get_text()) for one in figures] == [
            [str(len(rows.cards))]
        ] * 2
        asked = self._piece("polls").select_one("article p").words
        assert asked == f"{len(rows.answers)} answers"

    def _result_is_a_recount(self, rows, claims):
        """What everyone sees once it is open, what rows add up to and what was acknowledged."""
        room, planner = self._room, self._planner
        opening = f"{room['console']}/results/{room['vote']}"
        form = planner.form(room["console"], opening)
        assert planner.send(opening, form) == planner.send(opening, form)
        db.forget()
        told = points_on(get_session(room["session"]), db.session.get_one(Block, room["vote"]))
        recount = Counter()
        for _seat, target, points in rows.dots:
            recount[target] += points
        assert {f"{kind}-{one}": points for (kind, one), points in told.points.items()} == +recount
        assert claims.result() == +recount
        assert told.voters == len({seat for seat, _target, points in rows.dots if points})
        lines = self._piece("wall").select(".wall-vote__lines li")
        assert {
            line.select_one(".voice").get_text(): line.select_one("b").get_text() for line in lines
        } == {room["piles"][target]: str(points) for target, points in (+recount).items()}

    def _shows_its_own(self, phone, claims):
        """A phone finds its cards again where it wrote them."""
        page = parsed(phone.read(f"{self._room['phone']}/cards"))
        place = (phone.seat, self._room["vote"])
        own = {words for where, words in claims.cards.values() if where == place}
        assert {one.words for one in page.select(".own-cards .voice")} == own

    def _piece(self, part):
        text = self._planner.read(f"{self._room['console']}/pieces/{part}")
        return parsed(text)

    def _has_heard_all(self, ear):
        return ear.marks == json.loads(self._planner.read(self._room["live"]))["parts"]
