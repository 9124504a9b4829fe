"""Telling who one is; suspending and letting back in."""

from __future__ import annotations

from dataclasses import dataclass

from consult.accounts.commands.meeting import meet
from consult.accounts.commands.sign_in import end_sign_ins
from consult.accounts.models import Person, Tie
from consult.accounts.policy import can_suspend
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import LANGUAGES, _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.territory import Municipality

OLDEST = 120
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says of themselves."""

    display_name: str
    language: str
    municipality: Municipality | None = None
    tie: Tie | None = None
    birth_year: int | None = None


def introduce(person: Person, profile: Profile) -> None:
    """Keep what a person says of themselves; raises `RefusedError` beside what cannot be."""
    name = clean_line(profile.display_name)
    if not name:
        raise RefusedError(
            _("Write the name that others will read."),
            field="display_name",
        )
    if len(name) > LONGEST_NAME:
        raise RefusedError(_("Choose a shorter name."), field="display_name")
    if profile.language not in LANGUAGES:
        raise RefusedError(_("Choose one of the languages."), field="language")
    if profile.municipality is not None and profile.tie is None:
        raise RefusedError(_("Tell us what ties you to this municipality."), field="tie")
    if profile.municipality is None and profile.tie is not None:
        raise RefusedError(_("Tell us which municipality."), field="municipality")
    this_year = now().year
    year = profile.birth_year
    if year is not None and not this_year - OLDEST <= year <= this_year:
        raise RefusedError(_("Write the year with four digits, such as 1984."), field="birth_year")
    person.display_name = name
    person.language = profile.language
    person.municipality_id = profile.municipality.id if profile.municipality else None
    person.tie = profile.tie
    person.birth_year = year
    db.session.flush()


def suspend(actor: Person, person: Person, reason: str) -> None:
    """Keep a person from taking part, and sign them out everywhere at once."""
    require(can_suspend(actor, person))
    if person.suspended_at is None:
        person.suspended_at = now()
        db.session.flush()
        note_act(actor, "person.suspended", person, reason)
    end_sign_ins(person)


def reinstate(actor: Person, person: Person, reason: str) -> None:
    """Let a suspended person take part again."""
    require(can_suspend(actor, person))
    if person.suspended_at is not None:
        person.suspended_at = None
        db.session.flush()
        note_act(actor, "person.reinstated", person, reason)


def create_admin(typed: str) -> Person:
    """Make the person at an address an administrator; only the command line may do so."""
    person = meet(typed)
    if not person.is_administrator:
        person.is_administrator = True
        db.session.flush()
        end_sign_ins(person)
        note_act(None, "person.made_administrator", person)
    return person
