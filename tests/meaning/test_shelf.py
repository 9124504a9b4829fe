"""The file of vectors: kept across restarts, made anew where it is not what it should be."""

import json

import numpy as np
import pytest

from consult.meaning.shelf import FEWEST_ROWS, Shelf
from consult.meaning.texts import Text

WIDE = 8


def a_text(number, *, version=1, language="it"):
    return Text(number, 1, version, language, "Un autobus di notte")


def a_shelf(folder, *, model="ours"):
    return Shelf(folder / "vectors", model, WIDE)


def some(count):
    return np.random.default_rng(1).normal(size=(count, WIDE)).astype(np.float32)


def test_vectors_outlive_a_restart(tmp_path):
    vectors, shelf = some(3), a_shelf(tmp_path)
    shelf.put([a_text(7), a_text(8, language="en"), a_text(9, version=2)], vectors)
    shelf.drop([8, 1234])
    shelf.flush()

    again = a_shelf(tmp_path)

    assert again.opened.fault == ""
    assert again.versions() == {7: 1, 9: 2}
    place = again.place_of(9)
    assert np.array_equal(again.vectors[place], vectors[2].astype(np.float16))
    assert again.languages(np.array([place])) == ["it"]


def test_a_text_that_changes_keeps_its_row_and_a_free_one_is_used_again(tmp_path):
    shelf = a_shelf(tmp_path)
    (place,) = shelf.put([a_text(1)], some(1))

    assert shelf.put([a_text(1, version=2)], some(1)) == [place]
    assert shelf.drop([1]) == [place]
    assert shelf.put([a_text(2)], some(1)) == [place]
    assert len(shelf) == 1


def test_what_is_dropped_leaves_no_trace_on_the_disk(tmp_path):
    shelf = a_shelf(tmp_path)
    shelf.put([a_text(1)], some(1))

    shelf.drop([1])

    for name in ("rows", "vectors"):
        assert not any((tmp_path / "vectors" / name).read_bytes())


def test_the_file_grows_with_what_it_holds(tmp_path):
    shelf = a_shelf(tmp_path)
    many = FEWEST_ROWS + 1

    shelf.put([a_text(number) for number in range(1, many + 1)], some(many))

    assert len(a_shelf(tmp_path)) == len(shelf) == many


SPOILT = {
    "a torn head": ("head.json", b"{", "cannot be read"),
    "another model": ("head.json", json.dumps({"model": "another"}).encode(), "another model"),
    "no head": ("head.json", None, "head of the file is missing"),
    "odd rows": ("rows", b"x" * 33, "cannot be read"),
    "empty vectors": ("vectors", b"", "cannot be read"),
    "no vectors": ("vectors", None, "head of the file is missing"),
}


@pytest.mark.parametrize(("name", "held", "fault"), SPOILT.values(), ids=SPOILT)
def test_a_file_that_is_not_ours_is_made_anew(tmp_path, name, held, fault):
    a_shelf(tmp_path).put([a_text(1)], some(1))
    (tmp_path / "vectors" / name).unlink()
    if held is not None:
        (tmp_path / "vectors" / name).write_bytes(held)

    shelf = a_shelf(tmp_path)

    assert fault in shelf.opened.fault
    assert len(shelf) == 0
    shelf.put([a_text(1)], some(1))
    assert a_shelf(tmp_path).versions() == {1: 1}


def test_only_the_damaged_vectors_of_a_file_are_lost(tmp_path):
    shelf = a_shelf(tmp_path)
    places = shelf.put([a_text(1), a_text(2), a_text(3)], some(3))
    shelf.vectors[places[1], 0] += 1
    shelf.rows[500] = shelf.rows[places[2]]
    shelf.flush()

    again = a_shelf(tmp_path)

    assert again.opened.lost == 2
    assert again.versions() == {1: 1, 3: 1}


def test_vectors_of_two_models_are_never_mixed(tmp_path):
    a_shelf(tmp_path, model="ours").put([a_text(1)], some(1))

    assert len(a_shelf(tmp_path, model="the next")) == 0
