"""Whose voice it is: a person's own, and those of the seats that they have attached to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, inspect, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import contains_eager

from consult.accounts import Person
from consult.contributions.facts import voices_joined, voices_parted
from consult.contributions.models import Contribution, Voice, VoiceKind
from consult.contributions.tallies import move_tallies, part_tallies
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.reading import once_a_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_VOICE_OF = (
    select(Voice)
    .join(Voice.person)
    .where(Voice.person_id == bindparam("person"))
    .options(contains_eager(Voice.person))
)


def voice_of(person: Person) -> Voice:
    """Return the voice of a person, made the first time they speak.

    A writing transaction begins with it: the person is read anew in the same breath.
    """
    identity = inspect(person).identity  # asking for `person.id` would read the person by itself
    known = {"person": identity[0] if identity else person.id}
    voice = db.session.scalars(_VOICE_OF, known).one_or_none()
    if voice is not None:
        return voice
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(Voice)
        .values(kind=VoiceKind.PERSON, person_id=person.id, created_at=now())
        .on_conflict_do_nothing(index_elements=["person_id"])
    )
    return db.session.scalars(_VOICE_OF, known).one()


@once_a_reading
def _voice_ids(people: Sequence[Person]) -> dict[int, int]:
    query = select(Voice.person_id, Voice.id).where(
        Voice.person_id.in_([person.id for person in people])
    )
    return {person_id or 0: voice_id for person_id, voice_id in db.session.execute(query)}


def voice_id_of(person: Person | None) -> int | None:
    """Return the id of a person's voice, if they have spoken."""
    return _voice_ids([person]).get(person.id) if person else None


def is_voice_of(voice: Voice, person: Person | None) -> bool:
    """Whether this voice is a person's, by itself or because they attached it to theirs."""
    if person is None:
        return False
    if voice.same_as_id is None:
        return voice.person_id == person.id
    return voice.same_as_id == voice_id_of(person)


def of_person(person: Person) -> ColumnElement[bool]:
    """Select the voices that are a person's, those they attached among them."""
    own = select(Voice.id).where(Voice.person_id == person.id).scalar_subquery()
    return or_(Voice.person_id == person.id, Voice.same_as_id == own)


def join_voices(voice: Voice, person: Person) -> None:
    """Let a seat's voice be the same as a person's: from now on both count as one.

    What was said keeps the name it was said under. Done again it changes nothing; raises
    `RefusedError` when the voice is somebody else's, or is none that can be attached.
    """
    own = voice_of(person)
    db.lock_row(voice)
    if voice.same_as_id == own.id:
        return
    if voice.kind is not VoiceKind.SEAT or voice.same_as_id is not None:
        raise RefusedError(_("This voice cannot be attached to an account."))
    voice.same_as_id = own.id
    db.session.flush()
    move_tallies(voice.id, own.id)
    voices_joined.announce(voice)


def part_voices(voice: Voice, person: Person) -> None:
    """Let a seat's voice speak for itself again: it counts as a person of its own.

    Done again it changes nothing; raises `RefusedError` when it is not this person's.
    """
    own = voice_of(person)
    db.lock_row(voice)
    if voice.same_as_id is None:
        return
    if voice.same_as_id != own.id:
        raise RefusedError(_("Another account is attached to this voice."))
    voice.same_as_id = None
    db.session.flush()
    part_tallies(voice.id, own.id)
    voices_parted.announce(voice)


def said_with(voice: Voice) -> Sequence[int]:
    """Return the ids of what a voice has said, in any state."""
    query = select(Contribution.id).where(Contribution.voice_id == voice.id)
    return db.session.scalars(query.order_by(Contribution.id)).all()
