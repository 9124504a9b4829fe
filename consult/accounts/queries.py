"""Reads about people and where they are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.accounts.models import Person, SignIn, SignInCode, email_key
from consult.kernel.db import db
from consult.territory import Municipality


def person_by_email(email: str) -> Person | None:
    """The person who reads mail at an address, however it is capitalised."""
    return db.session.scalar(select(Person).where(Person.email_key == email_key(email)))


def home_of(person: Person) -> Municipality | None:
    """The municipality that a person says they are tied to."""
    if person.municipality_id is None:
        return None
    return db.session.get(Municipality, person.municipality_id)


def live_sign_in(token_hash: str, at: datetime) -> SignIn | None:
    """The sign-in that a browser's token stands for, with its person, in one query."""
    return db.session.scalar(
        select(SignIn)
        .options(joinedload(SignIn.person, innerjoin=True))
        .where(
            SignIn.token_hash == token_hash,
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > at,
        )
    )


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
