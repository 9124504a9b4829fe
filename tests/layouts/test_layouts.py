"""Where voices lie: near their like, the same again from the same, while they are public."""

import numpy as np
import pytest
from sqlalchemy import select

from consult.analysis import layout
from consult.analysis.embedding import LetterCounts, unit
from consult.contributions import erase, hide
from consult.kernel.db import db
from consult.layouts import last_layout, spots_in, verified
from consult.layouts.jobs import lay_out_what_changed
from consult.layouts.laying import lay
from consult.layouts.models import LayoutSpot
from consult.layouts.queries import due_layouts
from consult.meaning import lent_vectors
from consult.meaning.answering import Holder
from consult.meaning.following import Follower
from tests.makers import an_idea
from tests.meaning.conftest import answering, commit

TITLES = (
    "A bench at the bus stop",
    "Benches at every bus stop",
    "A bench by the bus stop",
    "A swimming pool for the north",
    "The swimming pool of the north",
    "A pool to swim in, in the north",
)


@pytest.fixture
def ideas(ada, process):
    return [
        an_idea(ada, process, title=f"{title} {turn}", body="", published=True)
        for turn in ("now", "soon")
        for title in TITLES
    ]


@pytest.fixture
def holder(database, ideas):
    """Whoever keeps the vectors of these ideas, by their letters."""
    commit()
    return Holder(database.data_dir, LetterCounts())


@pytest.fixture
def follower(holder):
    follower = Follower(holder.index)
    follower.compare_all()
    holder.ready.set()
    return follower


@pytest.fixture
def laid(process, follower):
    db.end_write(keep=True)
    lay(process.id, 1)
    db.begin_write()
    return {one.contribution_id: (one.x, one.y) for one in spots_in(process.id, 100)}


def lay_again(process):
    commit()
    db.end_write(keep=True)
    lay(process.id, 1)
    db.begin_write()


def test_voices_lie_nearer_to_their_like(process, ideas, laid):
    spots = np.array([laid[one.id] for one in ideas])
    benches, pools = (
        np.array([kind in one.title.casefold() for one in ideas]) for kind in ("bench", "pool")
    )

    apart = np.linalg.norm(spots[:, np.newaxis] - spots, axis=2)
    assert apart[np.ix_(benches, benches)].mean() < apart[np.ix_(benches, pools)].mean()
    manifest = last_layout(process.id).manifest
    assert (manifest["texts"], manifest["chosen"], manifest["warm"]) == (12, 12, False)


def test_a_layout_is_found_again_until_something_is_said(ada, process, laid, follower):
    [(same, words)] = verified()
    assert same
    assert words.endswith("every spot is the same.")

    spot = db.session.scalars(select(LayoutSpot).limit(1)).one()
    spot.x += 0.001
    db.session.flush()
    [(same, words)] = verified()
    assert not same
    assert "1 spots differ" in words

    an_idea(ada, process, title="A quiet library", published=True)
    commit()
    follower.follow()
    [(same, words)] = verified()
    assert same
    assert "since it was laid out" in words


def test_a_newcomer_lies_on_a_neighbour_and_nobody_moves_until_many_came(
    ada, process, laid, follower
):
    new = an_idea(ada, process, title="A bench at the bus stop again", body="", published=True)
    commit()
    follower.follow()
    lay_again(process)
    now = {one.contribution_id: (one.x, one.y) for one in spots_in(process.id, 100)}
    assert now.pop(new.id) in laid.values()
    assert now == laid

    for turn in ("later", "never"):
        an_idea(ada, process, title=f"A bench at the bus stop {turn}", body="", published=True)
    commit()
    follower.follow()
    lay_again(process)
    assert last_layout(process.id).manifest["warm"]
    assert len(spots_in(process.id, 100)) == 15


def test_what_is_hidden_is_not_told_and_what_is_erased_lies_nowhere(process, ideas, laid, follower):
    hide(ideas[0])
    erase(ideas[1])

    assert {one.contribution_id for one in spots_in(process.id, 100)} == {
        one.id for one in ideas[2:]
    }
    kept = set(db.session.scalars(select(LayoutSpot.contribution_id)))
    assert ideas[0].id in kept
    assert ideas[1].id not in kept

    commit()
    follower.compare_all()
    lay_again(process)
    assert ideas[0].id not in set(db.session.scalars(select(LayoutSpot.contribution_id)))


def test_without_vectors_nothing_is_laid_out(process, ideas):
    commit()
    assert lent_vectors(process.id, 50) is None
    lay_again(process)
    assert last_layout(process.id) is None


def test_the_job_lays_out_in_a_process_of_its_own(
    database, process, ideas, holder, follower, monkeypatch
):
    for name in ("base_url", "database_url", "data_dir", "secret_key", "mail_url"):
        monkeypatch.setenv(f"CONSULT_{name.upper()}", str(getattr(database, name)))
    monkeypatch.setenv("CONSULT_TRUSTED_HOSTS", "127.0.0.1")
    commit()
    db.end_write(keep=True)
    lay_out_what_changed()
    assert last_layout(process.id) is None

    with answering(database, holder.answer):
        lay_out_what_changed()

    assert len(spots_in(process.id, 100)) == len(ideas)
    assert due_layouts() == []


def some(count, wide=8):
    return unit(np.random.default_rng(2).normal(size=(count, wide)).astype(np.float32))


def test_whoever_is_chosen_stays_so_when_others_come_and_go():
    ids = np.arange(1, 2_001)
    among_all = set(ids[layout.chosen_of(ids, 500)].tolist())
    fewer = ids[ids % 20 != 0]
    among_fewer = set(fewer[layout.chosen_of(fewer, 500)].tolist())

    assert len(among_all) == len(among_fewer) == 500
    assert len(among_all & among_fewer) > 460
    assert 200 < len([one for one in among_all if one <= 1_000]) < 300


@pytest.mark.parametrize("count", [0, 1, 2, 9, 10])
def test_few_texts_lie_somewhere_too(count):
    short, all_of_them = some(count), np.ones(count, bool)
    found = layout.laid_out(short, all_of_them, ~all_of_them, np.zeros((count, 2)))

    assert found.spots.shape == (count, 2)
    assert np.isfinite(found.spots).all()


def test_the_rest_lie_on_the_medoid_of_their_five_nearest():
    short = np.array([[1, 0], [0.9, 0.1], [0.8, 0.2], [0, 1], [1, 0.01]], np.float32)
    there = np.array([True, True, True, True, False])
    spots = np.array([[0, 0], [1, 0], [9, 0], [1, 5], [np.nan, np.nan]])

    assert layout.placed(short, there, spots)[4].tolist() == [1, 0]
