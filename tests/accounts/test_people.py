"""What a person says of themselves, and who becomes an administrator."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from consult.accounts import Person, Profile, Tie, create_admin, introduce, sign_in
from consult.accounts.commands import Browser
from consult.accounts.fates import PERSON_COLUMNS, Fate
from consult.accounts.models import SignIn, SignInCode
from consult.accounts.queries import home_of, live_sign_ins
from consult.audit import Act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.seats import Seat, SeatAddress
from tests.makers import a_municipality

PROFILE = Profile(display_name="Ada", language="en")


def test_a_person_says_who_they_are(ada):
    place = a_municipality(1)

    introduce(ada, Profile("  Ada   L. ", "en", place, Tie.WORKS, 1984))

    assert (ada.display_name, ada.language, ada.birth_year) == ("Ada L.", "en", 1984)
    assert home_of(ada) is place
    assert ada.tie is Tie.WORKS


def test_a_name_is_enough(ada):
    introduce(ada, PROFILE)

    assert home_of(ada) is None
    assert ada.birth_year is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"display_name": "   "}, "display_name"),
        ({"display_name": "a" * 81}, "display_name"),
        ({"language": "xx"}, "language"),
        ({"tie": Tie.LIVES}, "municipality"),
        ({"birth_year": 84}, "birth_year"),
        ({"birth_year": 3000}, "birth_year"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(ada, wrong, field):
    with pytest.raises(RefusedError) as refusal:
        introduce(ada, replace(PROFILE, **wrong))

    assert refusal.value.field == field


def test_a_place_without_a_tie_is_asked_for_it(ada):
    with pytest.raises(RefusedError) as refusal:
        introduce(ada, replace(PROFILE, municipality=a_municipality()))

    assert refusal.value.field == "tie"


def test_who_has_told_no_name_is_a_participant_and_never_their_address(database):
    person = Person(email="secret@example.org", created_at=now(), display_name="")

    assert "secret" not in person.name
    assert not person.welcomed


def test_two_accounts_never_share_a_mailbox(ada):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(Person(email="ADA@EXAMPLE.org", created_at=now()))


def test_a_new_administrator_is_made_from_an_address(database):
    person = create_admin("chief@example.org")

    assert person.is_administrator
    assert db.session.query(Act).filter_by(verb="person.made_administrator").count() == 1


def test_who_becomes_administrator_is_signed_out_everywhere(ada):
    sign_in(ada, Browser("", "phone", "Firefox", "Android"))

    assert create_admin("Ada@example.org") is ada
    assert create_admin("ada@example.org") is ada

    assert live_sign_ins(ada, now()) == []
    assert db.session.query(Act).filter_by(verb="person.made_administrator").count() == 1


@pytest.mark.parametrize("model", [Person, SignIn, SignInCode, Seat, SeatAddress])
def test_every_column_about_a_person_has_a_purpose_and_a_fate(model):
    declared = PERSON_COLUMNS[model.__tablename__]

    assert set(declared) == {column.name for column in model.__table__.columns}
    assert all(str(one.why) for one in declared.values())


def test_nothing_that_names_a_person_is_kept_when_they_leave():
    kept = {name for name, one in PERSON_COLUMNS["person"].items() if one.fate is Fate.KEEP}

    assert kept == {"id", "created_at"}
