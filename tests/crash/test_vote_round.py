"""A room votes while workers, streams and the database die: nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import re
import signal
from collections import Counter
from functools import partial

import pytest
from bs4 import BeautifulSoup

from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.tables import Block, get_session
from consult.wall import points_on
from tests.crash.claims import Claims, faults
from tests.crash.conftest import a_site_that_loses_all, wait_until
from tests.crash.ears import Ear
from tests.crash.room import EARS, SEATS, Phone, furnished, rows_of
from tests.crash.writers import Killer, Writer, all_at_once, kill_a_worker
from tests.extent import FULL
from tests.servers.running import free_port

pytestmark = pytest.mark.xdist_group("crash")

SEEDS = range(3 if FULL else 1)
PAUSE = (0.1, 0.7)


class Servers:
    """All that serves a room, and the ways in which each of it dies."""

    def __init__(self, site, server):
        self._site, self._server = site, server
        self.live_port = free_port() if server else site.port
        self._serve()
        self._live = server and self._serve_live()
        site.visited()

    def deaths(self, chance):
        """Each dies at least once, in an order that nobody knows beforehand."""
        apart = [self._kill_live, self._kill_database] if self._server else [self._kill_all]
        dying = [self.kill_worker, self.kill_worker, *apart]
        chance.shuffle(dying)
        return dying

    def _serve(self):
        serve = ("consult", "serve", "--workers", "2", "--port", self._site.port)
        self._web = self._site.start(*serve)

    def _serve_live(self):
        return self._site.start("consult", "live", "--port", self.live_port)

    def kill_worker(self, chance):
        return kill_a_worker(self._web.pid, chance)

    def _kill_live(self, _chance):
        _end(self._live)
        self._live = self._serve_live()
        return True

    def _kill_database(self, _chance):
        self._server.kill()
        self._server.start()
        return True

    def _kill_all(self, _chance):
        """With SQLite the database is in the web server's processes: all of them die at once."""
        _end(self._web)
        self._serve()
        return True


def _end(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_vote_loses_and_doubles_nothing_while_all_that_serves_it_dies(
    kind, seed, request, tmp_path, mail_server
):
    with (
        speaking("en"),
        a_site_that_loses_all(kind, request, tmp_path, mail_server.url) as (site, server),
    ):
        room = furnished()
        servers = Servers(site, server)
        planner = Writer(site.port, room["planner"])
        phones = [
            Phone(site.port, room, number, cookie, seed) for number, cookie in room["cookies"]
        ]
        ears = [Ear(servers.live_port, site.config, room["topic"]) for _ear in range(EARS)]
        wait_until(lambda: all(ear.marks for ear in ears), "a first word on each page")
        chance = random.Random(seed)
        with Killer([servers.kill_worker], PAUSE, seed) as killer:
            all_at_once(lambda _number, phone: phone.write(lambda: killer.goes_on), phones)
        rows = rows_of(room)
        assert faults(claimed(phones), rows) == []
        _the_console_counts_cards(planner, room, rows)
        for _step in ("reveal", "next"):
            _go_on(planner, room)
        with Killer(deaths := servers.deaths(chance), PAUSE, seed) as killer:
            all_at_once(lambda _number, phone: phone.ask_floor(), phones)
            _go_on(planner, room)
            all_at_once(lambda _number, phone: phone.vote(lambda: killer.goes_on), phones)
        assert killer.deaths == len(deaths)
        assert faults(claimed(phones), rows_of(room)) == []
        # What was lost must be missed before it is sent once more, what is doubled afterwards.
        refused = all_at_once(lambda _number, phone: phone.again(), phones)
        claims, rows = claimed(phones), rows_of(room)
        assert faults(claims, rows) == []
        assert not any(refused)
        _the_console_counts_as_the_rows(planner, room, rows)
        _the_result_is_a_recount(planner, room, rows, claims)
        _the_phones_show_their_own(phones, claims, room)
        for ear in ears:
            wait_until(partial(_has_heard_all, planner, room, ear), "the last change")
            assert ear.ends
            ear.close()


def claimed(phones):
    """All that the phones were told."""
    claims = Claims()
    for phone in phones:
        claims.add(phone.claims)
    return claims


def _go_on(planner, room):
    """The facilitator presses twice, and goes on by one step."""
    steps = f"{room['console']}/steps"
    form = planner.form(room["console"], steps)
    assert planner.send(steps, form) == planner.send(steps, form) == room["console"]


def _the_console_counts_cards(planner, room, rows):
    """While they are covered: how many, of how many; never a word of them."""
    wall = _piece(planner, room, "wall")
    cards, writers = (int(one.get_text()) for one in wall.select(".tiles__sum b")[:2])
    assert (cards, writers) == (len(rows.cards), len({place for _key, place, _said in rows.cards}))
    assert "has to say" not in wall.get_text()


def _the_console_counts_as_the_rows(planner, room, rows):
    voters = {seat for seat, _target, points in rows.dots if points}
    wall = _piece(planner, room, "wall")
    assert wall.select_one(".wall-vote__voters").get_text(" ", strip=True) == (
        f"{len(voters)} of {SEATS} people present have voted"
    )
    assert not wall.select(".wall-vote__lines")
    figures = _piece(planner, room, "presence").select(".equity__figures")
    assert [re.findall(r"(\d+) cards", one.get_text()) for one in figures] == [
        [str(len(rows.cards))]
    ] * 2
    asked = _piece(planner, room, "polls").select_one("article p").get_text(strip=True)
    assert asked == f"{len(rows.answers)} answers"


def _the_result_is_a_recount(planner, room, rows, claims):
    """What everyone sees once it is open, what the rows add up to and what was acknowledged."""
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
    lines = _piece(planner, room, "wall").select(".wall-vote__lines li")
    assert {
        line.select_one(".voice").get_text(): line.select_one("b").get_text() for line in lines
    } == {room["piles"][target]: str(points) for target, points in (+recount).items()}


def _piece(writer, room, part):
    return BeautifulSoup(writer.read(f"{room['console']}/pieces/{part}"), "html.parser")


def _the_phones_show_their_own(phones, claims, room):
    """Each phone finds its cards again where it wrote them."""
    for phone in phones[:4]:
        page = BeautifulSoup(phone.read(f"{room['phone']}/cards"), "html.parser")
        place = (phone.seat, room["vote"])
        own = {words for where, words in claims.cards.values() if where == place}
        assert {one.get_text(strip=True) for one in page.select(".own-cards .voice")} == own


def _has_heard_all(planner, room, ear):
    parts = json.loads(planner.read(room["live"]))["parts"]
    return ear.marks == parts
