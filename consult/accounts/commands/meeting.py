"""Finding who reads mail at an address, or making their account."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from consult.accounts.addresses import valid_address
from consult.accounts.models import Person
from consult.accounts.queries import person_by_email
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import DEFAULT_LANGUAGE


def meet(email: str, language: str = DEFAULT_LANGUAGE) -> Person:
    """Return who reads mail at an address, making an account for someone new.

    Two browsers may do so at once: the database decides, and both get the same person.
    Raises `RefusedError` beside the field `email` for what is no address.
    """
    address = valid_address(email)
    person = person_by_email(address)
    if person is not None:
        return person
    person = Person(email=address, language=language, created_at=now())
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        found = person_by_email(address)
        if found is None:
            raise
        return found
    return person
