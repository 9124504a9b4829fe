"""Imports that are killed, overtaken or undone while they run: nothing comes or counts twice."""

import os
import signal

import pytest
from sqlalchemy import func, select

from consult.contributions import Contribution, recount, totals_of
from consult.exchange import running
from consult.exchange.commands import import_numbered, undo_import
from consult.exchange.models import Import, ImportedThing, ImportState
from consult.exchange.policy import OPERATOR
from consult.exchange.undoing import undo_all
from consult.kernel.db import db
from tests.exchange.conftest import PROPOSALS


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something else just before the second row is taken in."""
    for name in ("BATCH", "SMALLEST_BATCH", "LARGEST_BATCH"):
        monkeypatch.setattr(running, name, 1)
    whole, taken = running._Keeping.take, []

    def do(other):
        def take(self, rows, upto, tally, *, last):
            taken.append(upto)
            if len(taken) == 2:
                other()
            return whole(self, rows, upto, tally, last=last)

        monkeypatch.setattr(running._Keeping, "take", take)

    return do


def the_import():
    db.session.rollback()
    return db.session.scalars(select(Import)).one()


def test_what_is_killed_in_the_middle_of_a_batch_goes_on_and_is_whole(take_in, port, file_of):
    path = file_of(PROPOSALS)
    db.dispose()
    worker = os.fork()
    if not worker:  # what follows here happens in the worker that dies
        running.BATCH = running.SMALLEST_BATCH = running.LARGEST_BATCH = 1
        note = running._note_refusals

        def dies(made, tally):
            note(made, tally)
            if made.read == 3:
                os.kill(os.getpid(), signal.SIGKILL)

        running._note_refusals = dies
        take_in(path)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(worker, 0)[1]) == signal.SIGKILL
    made = the_import()
    assert (made.state, made.read, made.created) == (ImportState.RUNNING, 2, 1)

    report = running.run(made.id, path)

    assert report.created == 3
    assert the_import().created == 3
    assert totals_of(port).contributions == recount(port.id)["contributions"] == 3
    assert db.session.scalar(select(func.count(ImportedThing.id))) == 3


def test_of_two_workers_at_one_import_one_goes_on(take_in, meanwhile, file_of):
    path = file_of(PROPOSALS)
    meanwhile(lambda: running.run(the_import().id, path))

    with pytest.raises(running.OvertakenError):
        take_in(path)

    assert (the_import().state, the_import().created) == (ImportState.DONE, 3)


def test_an_import_may_be_undone_while_it_runs(take_in, meanwhile, port):
    def undo():
        with db.transaction():
            undo_import(OPERATOR, import_numbered(1))

    meanwhile(undo)
    with pytest.raises(running.OvertakenError):
        take_in(PROPOSALS)
    assert the_import().state is ImportState.UNDOING

    undo_all(1)

    assert (the_import().state, the_import().removed) == (ImportState.UNDONE, 1)
    assert db.session.scalar(select(func.count(Contribution.id))) == 0
