"""Seats: a place in a session, taken by a code and known to one browser; and groups of seats."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.contributions import Voice
from consult.kernel.db import Model
from consult.kernel.i18n import _
from consult.tables import Block, Session
from consult.territory import Municipality


class SeatKind(StrEnum):
    """For whom one sits in a session."""

    RESIDENT = "resident"
    MUNICIPALITY = "municipality"
    BODY = "body"


class SeatState(StrEnum):
    """Whether a seat takes part; a sheet of paper without a name speaks, but nobody sits there."""

    WAITING = "waiting"
    PRESENT = "present"
    REFUSED = "refused"
    LEFT = "left"
    PAPER = "paper"


class Seat(Model):
    """A place in a session: a voice that speaks by a token, with no account.

    `number` is what the room calls it. `entered_by_id` is the facilitator who wrote it down for
    someone without a phone, or from paper. `seen_at` is when one of its devices last asked for
    something, to the nearest half minute.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        UniqueConstraint("session_id", "person_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    number: Mapped[int]
    voice_id: Mapped[int] = mapped_column(ForeignKey("voice.id"), unique=True)
    name: Mapped[str]
    kind: Mapped[SeatKind]
    body: Mapped[str] = mapped_column(default="")
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    state: Mapped[SeatState]
    joined_at: Mapped[datetime]
    consented_at: Mapped[datetime | None]
    consent_version: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    session: Mapped[Session] = relationship(lazy="raise_on_sql")
    voice: Mapped[Voice] = relationship(lazy="raise_on_sql")
    municipality: Mapped[Municipality | None] = relationship(lazy="raise_on_sql")

    @property
    def takes_part(self) -> bool:
        """Whether one writes and votes from it: let in, and not gone."""
        return self.state is SeatState.PRESENT

    @property
    def has_no_phone(self) -> bool:
        """Whether a facilitator wrote it down, and no device ever spoke from it."""
        return self.entered_by_id is not None and self.seen_at is None

    @property
    def for_whom(self) -> str:
        """For whom one sits there, and from where; its municipality is loaded."""
        place = self.municipality.name if self.municipality else ""
        if self.kind is SeatKind.MUNICIPALITY and place:
            return _("for the municipality of %(place)s", place=place)
        return ", ".join(part for part in (self.body, place) if part)


class SeatAddress(Model):
    """Where who sat there wants the minutes sent: kept apart, for that letter and nothing else.

    It is gone once the minutes are approved, when its owner says so, and after a time anyway.
    """

    __tablename__ = "seat_address"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), unique=True)
    email: Mapped[str]
    language: Mapped[str]
    left_at: Mapped[datetime]


class SeatKey(Model):
    """What lets one browser speak from a seat; one for each device, none after it left.

    The key itself is only in the browser's cookie.
    """

    __tablename__ = "seat_key"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    given_at: Mapped[datetime]


class SeatPass(Model):
    """A link by which another device gets a key to the same seat: once, within ten minutes."""

    __tablename__ = "seat_pass"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PastCode(Model):
    """A code that let people in until it was changed; those who sit there keep their address."""

    __tablename__ = "past_code"

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    code: Mapped[str] = mapped_column(unique=True)
    until: Mapped[datetime]


class Group(Model):
    """Some seats that work together, in one block (a round) or, without one, in the session.

    `place` is where they meet, if it has a name; `host_id` is who stays there for the others.
    """

    __tablename__ = "seat_group"
    __table_args__ = (UniqueConstraint("session_id", "block_id", "number"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    block_id: Mapped[int | None] = mapped_column(ForeignKey("session_block.id"))
    number: Mapped[int]
    topic: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))

    block: Mapped[Block | None] = relationship(lazy="raise_on_sql")


class GroupPlace(Model):
    """A seat belongs to a group."""

    __tablename__ = "group_place"
    __table_args__ = (UniqueConstraint("group_id", "seat_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("seat_group.id", ondelete="CASCADE"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
