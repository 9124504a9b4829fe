"""Taking a seat in a session, by its code or by the hand of a facilitator."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Voice, VoiceKind
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.live import announce_change
from consult.processes import Process
from consult.seats.commands.addresses import leave_address
from consult.seats.commands.grouping import hold_seats, place_late
from consult.seats.models import Seat, SeatKey, SeatKind, SeatState
from consult.seats.policy import can_join, can_write_down
from consult.seats.queries import seat_by_token, seats_taken
from consult.tables import Session, topic_of
from consult.taxonomy import territory_of
from consult.territory import Municipality, municipality_named, today

NAME_LIMIT = 100
TOKEN_BYTES = 32
CONSENT_VERSION = "2026-11-23"
"""Names the words of consent that the join page shows; whoever changes them changes this."""


class WrongSeatError(RefusedError):
    """Something about who sits there must be told otherwise; `field` says what."""


class ConsentMissingError(RefusedError):
    """Nobody sits down before they agree to what is kept of them."""


@dataclass(frozen=True, slots=True)
class SeatDraft:
    """Who sits down, for whom, from which municipality by its name, and where the minutes go."""

    name: str
    kind: SeatKind = SeatKind.RESIDENT
    body: str = ""
    place: str = ""
    consents: bool = False
    email: str = ""


def take_seat(session: Session, draft: SeatDraft, token: str | None = None) -> tuple[Seat, str]:
    """Give somebody a seat, and the token by which one browser speaks from it.

    Sent again with the same token it gives the same seat. The seat waits where a facilitator lets
    people in. Raises `NotAllowedError` when the session takes nobody now, `WrongSeatError` beside
    the name, the body or the place, `RefusedError` beside the address, and `ConsentMissingError`.
    """
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    hold_seats(session)
    before = seat_by_token(session, hash_of(token))
    if before is not None:
        return before, token
    number = seats_taken(session) + 1
    require(can_join(session, number - 1))
    if not draft.consents:
        raise ConsentMissingError(
            _("Read what is kept, and agree to it: without that there is no seat."),
            field="consents",
        )
    waits = session.asks_approval
    seat = _seat(session, number, _checked(session, draft))
    seat.state = SeatState.WAITING if waits else SeatState.PRESENT
    seat.seen_at = seat.joined_at
    _keep(seat)
    db.session.add(SeatKey(seat_id=seat.id, token_hash=hash_of(token), given_at=now()))
    db.session.flush()
    if draft.email:
        leave_address(session, seat, draft.email)
    if seat.takes_part:
        place_late(session, seat)
    announce_change(topic_of(session), "presence")
    return seat, token


def write_down(person: Person, session: Session, draft: SeatDraft) -> Seat:
    """Take a seat for somebody in the room who has no phone, or who wrote on paper.

    Raises `NotAllowedError`, and `WrongSeatError` beside the name, the body or the place.
    """
    hold_seats(session)
    require(can_write_down(person, session))
    seat = _seat(session, seats_taken(session) + 1, _known(session.table.process, draft))
    seat.state = SeatState.PRESENT
    seat.entered_by_id = person.id
    _keep(seat)
    place_late(session, seat)
    note_act(person, "seat.written_down", seat, session=session.id)
    announce_change(topic_of(session), "presence")
    return seat


def write_down_sheet(person: Person, session: Session, draft: SeatDraft) -> Seat:
    """Give a sheet of paper that names nobody a voice of its own; it is no person present.

    Raises `NotAllowedError`, and `WrongSeatError` beside the place.
    """
    hold_seats(session)
    require(can_write_down(person, session))
    who = _known(session.table.process, draft)
    seat = _seat(session, seats_taken(session) + 1, who, VoiceKind.PAPER)
    seat.state = SeatState.PAPER
    seat.entered_by_id = person.id
    _keep(seat)
    return seat


def hash_of(token: str) -> str:
    """Return what the database keeps of a token."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Sitting:
    """A draft that was found right."""

    name: str
    kind: SeatKind
    body: str
    place: Municipality | None
    consents: bool


def _seat(session: Session, number: int, who: _Sitting, kind: VoiceKind = VoiceKind.SEAT) -> Seat:
    at = now()
    return Seat(
        session_id=session.id,
        number=number,
        voice=Voice(kind=kind, called=who.name, created_at=at),
        name=who.name,
        kind=who.kind,
        body=who.body,
        municipality=who.place,
        joined_at=at,
        consented_at=at if who.consents else None,
        consent_version=CONSENT_VERSION if who.consents else "",
    )


def _keep(seat: Seat) -> None:
    db.session.add(seat)
    db.session.flush()


def _checked(session: Session, draft: SeatDraft) -> _Sitting:
    """Return a draft found right by the rule on names of this session."""
    who = _known(session.table.process, draft)
    if not session.takes_nicknames and len(_spoken_words(who.name)) < 2:  # noqa: PLR2004 - a name and a surname
        raise WrongSeatError(
            _("Write your name and your surname: here one speaks under one's own name."),
            field="name",
        )
    return who


def _known(process: Process, draft: SeatDraft) -> _Sitting:
    name, body = clean_line(draft.name), clean_line(draft.body)
    if not can_be_read(name):
        raise WrongSeatError(_("Write your name."), field="name")
    for field, typed in (("name", name), ("body", body)):
        if len(typed) > NAME_LIMIT:
            raise WrongSeatError(
                _("Write %(max)d characters at most.", max=NAME_LIMIT), field=field
            )
    if draft.kind is SeatKind.BODY and not can_be_read(body):
        raise WrongSeatError(_("Write the name of the body you are here for."), field="body")
    place = _place(process, clean_line(draft.place))
    if draft.kind is SeatKind.MUNICIPALITY and place is None:
        raise WrongSeatError(_("Say which municipality you are here for."), field="place")
    return _Sitting(
        name, draft.kind, body if draft.kind is SeatKind.BODY else "", place, draft.consents
    )


def _place(process: Process, typed: str) -> Municipality | None:
    if not typed:
        return None
    place = municipality_named(territory_of(process.cycle), typed, today())
    if place is None:
        raise WrongSeatError(
            _(
                "“%(place)s” is not one of the plan's municipalities: choose one from the list, or "
                "leave this empty.",
                place=typed[:NAME_LIMIT],
            ),
            field="place",
        )
    return place


def can_be_read(words: str) -> bool:
    """Whether something is seen of these words: not only spaces and joiners."""
    return any(unicodedata.category(letter)[0] in "LNSP" for letter in words)


def _spoken_words(name: str) -> list[str]:
    return [word for word in name.split() if any(letter.isalpha() for letter in word)]
