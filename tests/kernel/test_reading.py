"""What a reading keeps: asked once until it ends, and anew while writing."""

from consult.kernel.db import db
from consult.kernel.reading import once_a_reading
from tests.makers import a_person


def counting():
    asked = []

    @once_a_reading
    def names(people):
        asked.append(1)
        return [person.name for person in people]

    return names, asked


def test_several_parts_of_a_page_ask_once(ada):
    db.end_write(keep=True)
    names, asked = counting()

    assert names([ada]) == names([ada]) == ["Ada"]
    assert len(asked) == 1


def test_other_things_are_asked_for_themselves(ada):
    cleo = a_person("Cleo")
    db.end_write(keep=True)
    names, asked = counting()

    assert names([ada]) + names([cleo]) == ["Ada", "Cleo"]
    assert len(asked) == 2


def test_what_is_being_written_is_asked_anew(ada):
    names, asked = counting()
    names([ada])
    names([ada])

    assert len(asked) == 2


def test_nothing_is_kept_past_the_reading(ada):
    db.end_write(keep=True)
    names, asked = counting()
    names([ada])
    db.begin_write()
    db.end_write(keep=False)
    names([ada])

    assert len(asked) == 2
