"""Reads about people and where they are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import Person, SignIn, SignInCode, email_key
from consult.kernel.db import db
from consult.territory import Municipality

_PERSON_KEYED = select(Person).where(Person.email_key == bindparam("key"))


def person_by_email(email: str) -> Person | None:
    """The person who reads mail at an address, however it is capitalised."""
    return db.session.scalar(_PERSON_KEYED, {"key": email_key(email)})


def home_of(person: Person) -> Municipality | None:
    """The municipality that a person says they are tied to."""
    if person.municipality_id is None:
        return None
    return db.session.get(Municipality, person.municipality_id)


_LIVE_SIGN_IN = (
    select(SignIn)
    .options(joinedload(SignIn.person, innerjoin=True))
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.revoked_at.is_(None),
        SignIn.expires_at > bindparam("at"),
    )
)


def live_sign_in(token_hash: str, at: datetime) -> SignIn | None:
    """The sign-in that a browser's token stands for, with its person, in one query."""
    return db.session.scalar(_LIVE_SIGN_IN, {"token_hash": token_hash, "at": at})


def live_sign_ins(person: Person, at: datetime) -> Sequence[SignIn]:
    """Every browser in which a person is signed in, the latest used first."""
    return db.session.scalars(
        select(SignIn)
        .where(
            SignIn.person_id == person.id,
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > at,
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    ).all()


def code_named(challenge: str) -> SignInCode | None:
    """The code that was asked for under a challenge's public name."""
    return db.session.scalar(select(SignInCode).where(SignInCode.challenge == challenge))
