"""The log of acts: kept with the act, sealed within seconds, and no change goes unseen."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import delete, select, update

from consult.audit import Act, Seal, acts_on, note_act, seal_acts, unsealed_since, verify_chain
from consult.audit.sealing import BATCH
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import Lease


class Carla:
    """A moderator."""

    id = 7


@pytest.fixture(autouse=True)
def _read_anew():
    yield
    db.forget()


def a_thing():
    thing = Lease(name="thing", holder="x", until=now())
    db.session.add(thing)
    return thing


def acts(count=3):
    with db.transaction():
        thing = a_thing()
        for number in range(count):
            note_act(Carla(), "publish", thing, reason="è chiaro", number=number, tags=["a", 1])
    return thing


def seals():
    db.forget()
    return db.session.scalars(select(Seal).order_by(Seal.number)).all()


def test_an_act_says_who_what_and_why(bare_database):
    thing = acts(1)

    (act,) = acts_on(thing)
    assert (act.actor_id, act.verb, act.reason) == (7, "publish", "è chiaro")
    assert (act.thing_kind, act.thing_id) == ("lease", thing.id)
    assert act.details == {"number": 0, "tags": ["a", 1]}


def test_an_act_is_undone_with_its_transaction(bare_database):
    def fail_after_acting():
        with db.transaction():
            note_act(Carla(), "publish", a_thing())
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_after_acting()

    assert db.session.scalars(select(Act)).all() == []


def test_the_system_acts_without_a_person(bare_database):
    with db.transaction():
        note_act(None, "close", None)

    act = db.session.scalars(select(Act)).one()
    assert (act.actor_id, act.thing_id) == (None, None)


def test_acts_are_sealed_in_a_chain(bare_database):
    acts()
    assert unsealed_since() is not None
    seal_acts()
    acts_more()
    seal_acts()
    seal_acts()

    first, second = seals()
    assert (first.number, first.acts, second.acts) == (1, 3, 1)
    assert second.previous == first.digest
    assert verify_chain() is None
    assert unsealed_since() is None


def acts_more():
    with db.transaction():
        note_act(None, "close", None)


def test_many_acts_make_several_seals(small_database):
    acts(BATCH + 1)
    seal_acts()

    assert [seal.acts for seal in seals()] == [BATCH, 1]
    assert verify_chain() is None


def sealed_twice():
    acts()
    seal_acts()
    acts_more()
    seal_acts()


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        (update(Act).where(Act.id == 2).values(reason="another"), 1),
        (update(Act).where(Act.id == 2).values(actor_id=8), 1),
        (update(Act).where(Act.id == 4).values(details={"x": 1}), 2),
        (update(Act).where(Act.id == 2).values(seal_id=None), 1),
        (update(Act).where(Act.id == 2).values(seal_id=2), 1),
        (delete(Act).where(Act.id == 2), 1),
        (delete(Act).where(Act.id == 4), 2),
        (update(Seal).where(Seal.number == 1).values(digest="0" * 64), 1),
        (update(Seal).where(Seal.number == 2).values(previous="0" * 64), 2),
        (update(Seal).where(Seal.number == 2).values(number=3), 2),
    ],
    ids=[
        "reason changed",
        "actor changed",
        "details changed",
        "taken out",
        "moved to another seal",
        "deleted",
        "last deleted",
        "digest changed",
        "predecessor changed",
        "number changed",
    ],
)
def test_tampering_is_found(bare_database, tampering, broken):
    sealed_twice()
    with db.transaction() as session:
        session.execute(tampering)

    found = verify_chain()
    assert found is not None
    assert found.number == broken


def test_an_act_slipped_in_is_found(bare_database):
    sealed_twice()
    with db.transaction():
        slipped = note_act(Carla(), "hide", None)
        slipped.seal_id = seals_in_transaction()[0].id

    found = verify_chain()
    assert found is not None
    assert (found.number, found.fault) == (1, "3 acts were sealed, 4 are there")


def seals_in_transaction():
    return db.session.scalars(select(Seal).order_by(Seal.number)).all()


def test_an_exchanged_act_is_found(bare_database):
    sealed_twice()
    with db.transaction() as session:
        first = session.get_one(Act, 1)
        session.execute(delete(Act).where(Act.id == 1))
        forged = note_act(Carla(), "hide", None)
        forged.seal_id = first.seal_id

    found = verify_chain()
    assert found is not None
    assert found.fault == "an act was changed after it was sealed"


def test_a_lost_seal_is_found(small_database):
    sealed_twice()
    # Whoever has the file may open it without our rules.
    with closing(sqlite3.connect(small_database.data_dir / "consult.db")) as intruder, intruder:
        intruder.execute("DELETE FROM seal WHERE number = 2")

    found = verify_chain()
    assert found is not None
    assert (found.number, found.fault) == (2, "the seal is missing")


def test_security_acts_join_the_chain_once(bare_database):
    limits.security_act("sign_in.code_ended", actor_id=3, challenge="abc")
    seal_acts()
    seal_acts()

    act = db.session.scalars(select(Act)).one()
    assert (act.verb, act.actor_id, act.details) == (
        "sign_in.code_ended",
        3,
        {"challenge": "abc"},
    )
    assert limits.waiting_security_acts(10) == []
    assert verify_chain() is None


def test_a_sealer_that_died_after_taking_over_takes_nothing_twice(bare_database, monkeypatch):
    limits.security_act("sign_in.code_ended")

    def die(_keys):
        raise InterruptedError

    monkeypatch.setattr(limits, "forget_security_acts", die)
    with pytest.raises(InterruptedError):
        seal_acts()
    monkeypatch.undo()
    seal_acts()

    assert len(db.session.scalars(select(Act)).all()) == 1
