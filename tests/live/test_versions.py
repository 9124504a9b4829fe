"""Versions grow with each kept change, whatever the order in which writers end, and say no more."""

from contextlib import ExitStack

import pytest
from sqlalchemy import event, func, insert, select, update

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.live import announce_change, version_of, versions_of
from consult.live.jobs import STILL, fold_changes, forget_still_topics
from consult.live.marks import marks_of, read, written
from consult.live.models import Change, Part


def test_each_kept_change_makes_a_new_version(database):
    assert version_of("session:1") == 0
    announce_change("session:1", "wall", "dots")
    announce_change("session:1", "wall", "wall")
    announce_change("session:2", "wall")

    assert versions_of("session:1") == {"dots": 1, "wall": 2}
    assert version_of("session:1") == 3


def test_what_is_rolled_back_announces_nothing(database):
    announce_change("session:1", "wall")
    db.end_write(keep=False)

    assert versions_of("session:1") == {}


def test_nothing_is_announced_outside_a_writing_transaction(database):
    db.end_write(keep=True)

    with pytest.raises(RuntimeError, match="writing transaction"):
        announce_change("session:1", "wall")


@pytest.mark.parametrize(
    ("topic", "parts"),
    [("session:1", []), ("session", ["wall"]), ("session:1", ["a.b"]), ("session:1 x", ["wall"])],
)
def test_only_plain_names_are_topics_and_parts(topic, parts):
    with pytest.raises(ValueError, match="No topic"):
        announce_change(topic, *parts)


def test_folding_changes_no_version(database):
    announce_change("session:1", "wall", "dots")
    announce_change("session:1", "wall")
    db.end_write(keep=True)
    before = versions_of("session:1")
    db.forget()

    fold_changes()
    assert versions_of("session:1") == before
    assert db.session.scalar(select(func.count()).select_from(Change)) == 0
    db.forget()

    db.begin_write()
    announce_change("session:1", "wall")
    db.end_write(keep=True)
    db.forget()
    fold_changes()
    assert versions_of("session:1") == {"dots": 1, "wall": 3}


def test_folding_writes_nothing_when_nothing_was_announced(database):
    db.end_write(keep=True)
    begun = []
    noting = (db.engine, "begin", begun.append)
    event.listen(*noting)

    fold_changes()

    event.remove(*noting)
    assert not any(one.get_execution_options().get("writing") for one in begun)


def test_a_writer_who_ends_later_with_an_earlier_row_is_heard(database, engine):
    if engine == "sqlite":
        pytest.skip("there writers end in the order in which they begin")
    db.end_write(keep=True)
    with ExitStack() as stack:
        slow, quick = (stack.enter_context(db.engine.connect()) for _one in range(2))
        row = {"topic": "session:1", "part": "wall"}
        slow.execute(insert(Change), row)
        quick.execute(insert(Change), row)
        quick.commit()
        db.forget()
        fold_changes()
        heard = version_of("session:1")
        slow.commit()
        db.forget()

        assert version_of("session:1") > heard


def test_topics_long_still_are_forgotten(database):
    announce_change("session:1", "wall")
    announce_change("session:2", "wall")
    db.end_write(keep=True)
    db.forget()
    fold_changes()
    with db.transaction() as session:
        long_ago = now() - 2 * STILL
        session.execute(update(Part).where(Part.topic == "session:1").values(changed_at=long_ago))
    forget_still_topics()

    assert (version_of("session:1"), version_of("session:2")) == (0, 1)


def test_marks_differ_and_cannot_be_counted(database):
    marks = marks_of("session:1", {"wall": 1, "dots": 1})

    assert marks != marks_of("session:1", {"wall": 2, "dots": 1})
    assert marks != marks_of("session:2", {"wall": 1, "dots": 1})
    assert len(set(marks.values())) == 2
    assert read(written(marks)) == marks
    assert written({}) == "none"
    assert read(written({})) == read("no such..-thing.") == {}
