"""People, the codes that let them in, and the browsers they are signed in from."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from consult.kernel.db import Model
from consult.kernel.i18n import _
from consult.territory import Municipality

CODE_LIVES = timedelta(minutes=30)
SIGN_IN_LIVES = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=10)
DOUBLE_CLICK = timedelta(seconds=60)
WRONG_CODES = 6


def email_key(email: str) -> str:
    """Tell one mailbox from another whatever the case, width or accents' form it is typed in."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", email)).casefold()


class Tie(StrEnum):
    """What ties a person to their municipality."""

    LIVES = "lives"
    WORKS = "works"
    CITY_USER = "city_user"


class Person(Model):
    """Someone who reads their mail at an address; all else they say of themselves."""

    __tablename__ = "person"

    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="it")
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    tie: Mapped[Tie | None]
    birth_year: Mapped[int | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    suspended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")

    # What flask-login asks of whoever it is handed.
    is_authenticated = True
    is_anonymous = False
    is_active = True

    @validates("email")
    def _keep_the_key(self, _column: str, email: str) -> str:
        self.email_key = email_key(email)
        return email

    def get_id(self) -> str:
        """Answer flask-login; the cookie never holds this."""
        return str(self.id)

    @property
    def name(self) -> str:
        """What others read: the name the person chose, never their address."""
        return self.display_name or _("A participant")

    @property
    def welcomed(self) -> bool:
        """Whether the person has told their name, which is asked once."""
        return bool(self.display_name)

    @property
    def suspended(self) -> bool:
        """Whether an administrator has suspended the account."""
        return self.suspended_at is not None


class SignInCode(Model):
    """A code sent to an address; its digits come from the secret key and are kept nowhere."""

    __tablename__ = "sign_in_code"

    challenge: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    language: Mapped[str]
    next_path: Mapped[str] = mapped_column(default="/")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    consumed_at: Mapped[datetime | None]
    consumed_by: Mapped[str | None]
    sign_in_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in.id", ondelete="SET NULL"))

    def usable(self, at: datetime, visit_hash: str) -> bool:
        """Whether the right digits open: once, or twice for the double click of a browser."""
        if at >= self.expires_at:
            return False
        if self.consumed_at is None:
            return True
        return self.consumed_by == visit_hash and at < self.consumed_at + DOUBLE_CLICK


class SignIn(Model):
    """One browser in which a person is signed in, until it ends or is revoked."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id", "person_id", "revoked_at"),)

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    browser: Mapped[str]
    system: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def browser_words(self) -> str:
        """The browser as its owner would call it, such as "Firefox on Android"."""
        browser, system = self.browser or _("A browser"), self.system
        if not system:
            return browser
        return _("%(browser)s on %(system)s", browser=browser, system=system)
