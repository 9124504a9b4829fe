"""The signed token in each letter, by which whoever holds the letter stops the letters."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from consult.accounts import Person
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _


def stop_url(person: Person) -> str:
    """Return the address by which a person's letters are stopped; it never ages, nor lets one in.

    It is whole, because letters are written where there is no request.
    """
    return f"{current_config().base_url}/letters/stop/{_serializer().dumps(person.id)}"


def person_of(token: str) -> Person:
    """Return whose letters a token stops. Raises `NotFoundError` for what we have not signed."""
    try:
        person_id = _serializer().loads(token)
    except BadSignature:
        person_id = None
    person = db.session.get(Person, person_id) if isinstance(person_id, int) else None
    if person is None:
        raise NotFoundError(_("This address does not work. Copy it whole from the letter."))
    return person


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="stop-letters")
