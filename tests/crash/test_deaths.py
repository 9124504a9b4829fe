"""People write and a room votes while all that serves them dies: nothing is lost or doubled.

The seconds of each database are CONSULT_TEST_CRASH_SECONDS; a seed to repeat a run with is
CONSULT_TEST_CRASH_SEED.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from consult.backups import BackupError, back_up, restore
from consult.cli.doctor import examine
from consult.contributions import Contribution
from consult.discussion import Comment
from consult.kernel import limits
from consult.kernel.clock import reset_clock, set_clock
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.kernel.jobs import run_due_jobs, take_back, tick
from consult.rooms import ROOMS
from tests.crash.citizens import ROUNDS, Citizen, differences, said_by, standing
from tests.crash.coders import CODERS, Coder
from tests.crash.conftest import a_site_that_loses_all
from tests.crash.lossy import Lossy
from tests.crash.recount import (
    acts_are_those_of_the_rows,
    all_work_is_done_once,
    counters_are_as_their_rows,
)
from tests.crash.round import Round
from tests.crash.servers import Servers
from tests.crash.story import told
from tests.crash.writers import WRITERS
from tests.extent import EXTENT

pytestmark = pytest.mark.xdist_group("crash")

USUAL = {None: 20, "0": 60, "1": 600}
SECONDS = float(os.environ.get("CONSULT_TEST_CRASH_SECONDS", USUAL[EXTENT]))
SEED = os.environ.get("CONSULT_TEST_CRASH_SEED") or secrets.token_hex(4)
LATER = timedelta(minutes=6)
"""By then what was handed to workers that died is due again, and news leaves together."""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_nothing_acknowledged_is_lost_or_doubled_while_all_that_serves_it_dies(
    kind, request, tmp_path, mail_server, monkeypatch, capsys
):
    say = partial(tell, capsys)
    say(f"{SECONDS:.0f} seconds of deaths on {kind}: CONSULT_TEST_CRASH_SEED={SEED}")
    (site_folder := tmp_path / "site").mkdir()
    with (
        speaking("en"),
        a_site_that_loses_all(kind, request, site_folder, mail_server.url) as (site, server),
        Lossy(site.port, seed=SEED) as line,
    ):
        if server:
            monkeypatch.setenv("PATH", f"{server.programs}{os.pathsep}{os.environ['PATH']}")
        story = told(ROUNDS)
        servers = Servers(site, server)
        citizens = [
            *(Citizen(line.port, story, number, SEED) for number in range(WRITERS)),
            *(Coder(line.port, story, number, SEED) for number in range(CODERS)),
        ]
        with closing(Round(line.port, servers.live_port, site.config, SEED)) as room:
            room.listen()
            backup, said_before = all_live(servers, room, citizens, tmp_path)
            said = said_by(citizens)
            say(
                f"died: {dict(servers.deaths)}; answers lost: {dict(line.lost)}; "
                f"stands: {dict(Counter(key[0] for key in said))}"
            )
            db.engine.dispose()
            assert differences(said, standing(story)) == []
            room.check(cut_off=servers.cut_off)
        servers.stop()
        limits.dispose()
        config = replace(site.config, mail_url=mail_server.url, demo=False, development=True)
        set_config(config)
        set_clock(offset=LATER)
        assert ROOMS
        all_work_is_done_once(mail_server)
        counters_are_as_their_rows(story)
        acts_are_those_of_the_rows()
        reset_clock()
        with elsewhere(config, tmp_path / "other", server):
            restore(backup, None)
            assert said_before <= standing_words()
            take_back()
            run_due_jobs(outside=True)
            tick()
            assert [one for one in examine() if not one.well] == []


def tell(capsys, words):
    """Say something on the screen at once: which run this is, and what died in it."""
    with capsys.disabled():
        sys.stdout.write(f"\n{words}\n")


def all_live(servers, room, citizens, folder):
    """Let everyone write and everything die; give the backup that was taken half-way."""
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(citizens) + 2) as threads:
        doing = [threads.submit(citizen.live, until) for citizen in citizens]
        doing += [threads.submit(room.play, SECONDS), threads.submit(kept, citizens, folder)]
        servers.die(SECONDS, SEED)
        return [one.result() for one in doing][-1]


def kept(citizens, folder):
    """Take a backup half-way, again when the database dies of it; tell what was said before it."""
    time.sleep(SECONDS / 2)
    while True:
        said = {key[1] for citizen in citizens for key in [*citizen.said] if key[0] in LASTING}
        try:
            return back_up(folder, None)[0], said
        except (BackupError, DBAPIError):
            time.sleep(0.5)


LASTING = {"idea", "comment"}


def standing_words():
    """The titles and comments that are there."""
    db.forget()
    return {
        *db.session.scalars(select(Contribution.title)),
        *db.session.scalars(select(Comment.source)),
    }


@contextmanager
def elsewhere(config, folder, server):
    """Name an empty folder and an empty database."""
    limits.dispose()
    db.forget()
    url = server.url(server.create()) if server else f"sqlite:///{folder / 'consult.db'}"
    set_config(replace(config, data_dir=folder, database_url=url))
    db.connect(url)
    yield
    limits.dispose()


def test_each_loss_and_each_double_is_found():
    """Who counts notices each thing that can go wrong."""
    said = Counter({("idea", "Shade", "once"): 1, ("stance", 1, 2, "agree"): 1})
    assert differences(said, said) == []
    assert differences(said, Counter()) == [f"{one} is lost" for one in said]
    assert differences(Counter(), said) == [f"{one} was never acknowledged" for one in said]
    assert differences(said, said + said) == [f"{one} is there 2 times" for one in said]
