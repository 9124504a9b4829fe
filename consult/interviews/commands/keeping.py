"""Planning an interview, changing what is known of it, saying that it was held, who was there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from consult.accounts import LONGEST_ADDRESS, Person, valid_address
from consult.audit import note_act
from consult.contributions import CODE_LETTERS
from consult.guides import GuideVersion, guide_version_of
from consult.interviews.facts import interview_changed
from consult.interviews.models import (
    BodyKind,
    Interview,
    InterviewKind,
    Presence,
)
from consult.interviews.policy import can_change_interview, can_plan_interviews
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean_line
from consult.processes import Process
from consult.territory import Municipality, Zone

CODE_LENGTH = 8
MOST_ROLES = 20
MOST_PEOPLE = 10_000


class UnsoundInterviewError(RefusedError):
    """An interview has a title, a language and a place of this plan."""


@dataclass(frozen=True, slots=True)
class InterviewDraft:
    """Who is heard, and where; the name, the body and the address are read at the desk alone."""

    title: str
    body_kind: BodyKind
    kind: InterviewKind = InterviewKind.INTERVIEW
    language: str = "it"
    name: str = ""
    role: str = ""
    body: str = ""
    email: str = ""
    zone: Zone | None = None
    municipality: Municipality | None = None
    such_people: int | None = None
    guide_version: GuideVersion | None = None
    planned_for: datetime | None = None


def plan_interview(person: Person, process: Process, draft: InterviewDraft) -> Interview:
    """Plan to hear somebody. Raises `NotAllowedError` and `UnsoundInterviewError`."""
    require(can_plan_interviews(person, process, draft.zone.id if draft.zone else None))
    interview = Interview(
        code=_free_code(),
        process=process,
        process_id=process.id,
        made_at=now(),
        made_by_id=person.id,
        consents=[],
        **_checked(process, draft),
    )
    db.session.add(interview)
    db.session.flush()
    note_act(person, "interview.planned", interview)
    return interview


def change_interview(
    person: Person, interview: Interview, draft: InterviewDraft, version: int
) -> None:
    """Keep what is known now; `version` is the one the person read.

    Raises as `plan_interview`, and `ConflictError` when somebody has changed it since.
    """
    db.lock_row(interview)
    require(can_change_interview(person, interview))
    require(can_plan_interviews(person, interview.process, draft.zone.id if draft.zone else None))
    if interview.version != version:
        raise ConflictError(
            _("Somebody else changed this interview meanwhile. Yours is below, not saved yet.")
        )
    if draft.kind is not interview.kind and interview.consents:
        raise UnsoundInterviewError(
            _("Consent was asked for this kind of conversation: it stays as it is."), field="kind"
        )
    for name, value in _checked(interview.process, draft).items():
        setattr(interview, name, value)
    interview.version += 1
    db.session.flush()
    note_act(person, "interview.changed", interview)
    interview_changed.announce(interview)


def hold_interview(person: Person, interview: Interview, held_at: datetime) -> None:
    """Say that it took place, and when. Raises `NotAllowedError` and `UnsoundInterviewError`."""
    db.lock_row(interview)
    require(can_change_interview(person, interview))
    if held_at > now():
        raise UnsoundInterviewError(_("This moment is still to come."), field="held_at")
    interview.hold(held_at)
    interview.version += 1
    db.session.flush()
    note_act(person, "interview.held", interview)


def count_presence(person: Person, interview: Interview, roles: Mapping[str, int]) -> None:
    """Say how many people of which role were at a meeting or discussion, all anew.

    Raises `NotAllowedError` and `UnsoundInterviewError`.
    """
    db.lock_row(interview)
    require(can_change_interview(person, interview))
    if interview.kind is InterviewKind.INTERVIEW:
        raise UnsoundInterviewError(_("Presence is counted at meetings and discussions."))
    counted = {clean_line(role): people for role, people in roles.items() if clean_line(role)}
    if len(counted) > MOST_ROLES or any(
        not 0 < people <= MOST_PEOPLE or len(role) > TITLE_LIMIT for role, people in counted.items()
    ):
        raise UnsoundInterviewError(
            _("Write at most 20 roles, each with how many people."), field="roles"
        )
    db.session.execute(delete(Presence).where(Presence.interview_id == interview.id))
    for role, people in counted.items():
        db.session.add(Presence(interview_id=interview.id, role=role, people=people))
    db.session.flush()
    note_act(person, "interview.presence_counted", interview, people=sum(counted.values()))


def _checked(process: Process, draft: InterviewDraft) -> dict[str, Any]:
    words = {name: clean_line(getattr(draft, name)) for name in ("title", "name", "role", "body")}
    _want(bool(words["title"]), _("Give it a title: only the desk reads it."), "title")
    for name, said in words.items():
        _want(len(said) <= TITLE_LIMIT, _("This text is too long: shorten it."), name)
    _want(draft.language in process.languages, _("Choose a language."), "language")
    territory_id = process.cycle.territory_id
    zone, place, guide = draft.zone, draft.municipality, draft.guide_version
    own_zone = zone is None or zone.territory_id == territory_id
    _want(own_zone, _("This zone belongs to another plan."), "zone")
    own_place = place is None or place.territory_id == territory_id
    _want(own_place, _("No municipality of the plan is called so."), "municipality")
    own_guide = guide is None or guide_version_of(process, guide.id) is not None
    _want(own_guide, _("This guide belongs to another consultation."), "guide")
    such = draft.such_people
    sound = such is None or 0 < such <= MOST_PEOPLE
    _want(sound, _("Write how many people, from 1 to 10,000, or nothing."), "such_people")
    email = clean_line(draft.email)
    _want(len(email) <= LONGEST_ADDRESS, _("This address is too long."), "email")
    return words | {
        "kind": draft.kind,
        "body_kind": draft.body_kind,
        "language": draft.language,
        "email": valid_address(email) if email else None,
        "zone": zone,
        "zone_id": zone.id if zone else None,
        "municipality_id": place.id if place else None,
        "guide_version_id": guide.id if guide else None,
        "such_people": such,
        "planned_for": draft.planned_for,
    }


def _want(sound: bool, otherwise: str, field: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not sound:
        raise UnsoundInterviewError(otherwise, field=field)


def _free_code() -> str:
    """Return an address that says nothing of whoever is heard."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))
        if db.session.scalar(select(Interview.id).where(Interview.code == code)) is None:
            return code
