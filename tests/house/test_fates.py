"""Whatever names a person says what becomes of it when the person leaves."""

from consult.accounts import Person
from consult.accounts.fates import PERSON_COLUMNS, REFERENCES, Fate
from consult.kernel.db import Model
from consult.rooms import ROOMS

NAMES_WITHOUT_A_KEY = {"actor_id", "to", "email"}


def columns_that_name_a_person():
    """Every column that leads to a person, in tables that do not say so column by column."""
    assert ROOMS  # with them every table is known
    return {
        f"{table.name}.{column.name}": column
        for table in Model.metadata.tables.values()
        if table.name not in PERSON_COLUMNS
        for column in table.columns
        if column.name in NAMES_WITHOUT_A_KEY
        or any(key.column.table is Person.__table__ for key in column.foreign_keys)
    }


def test_everything_that_names_a_person_has_a_fate():
    assert sorted(REFERENCES) == sorted(columns_that_name_a_person())


def test_what_goes_with_a_person_can_go():
    columns = columns_that_name_a_person()
    gone = [columns[name] for name, fate in REFERENCES.items() if fate is Fate.DELETE]
    emptied = [columns[name] for name, fate in REFERENCES.items() if fate is Fate.NULL]

    assert {key.ondelete for column in gone for key in column.foreign_keys} == {"CASCADE"}
    assert all(column.nullable for column in emptied)


def test_nobody_s_vote_or_words_go_with_a_row():
    columns = columns_that_name_a_person()
    kept = [columns[name] for name, fate in REFERENCES.items() if fate is Fate.KEEP]

    assert {key.ondelete for column in kept for key in column.foreign_keys} == {None}
