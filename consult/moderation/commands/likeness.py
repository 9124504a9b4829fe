"""Joining what says the same, reversibly, and putting a contribution under another theme."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, set_theme
from consult.docket import (
    Group,
    GroupMember,
    Matter,
    Subject,
    ThemeRefusal,
    group_id_of,
    lock,
    refused_themes,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.moderation.policy import can_curate
from consult.taxonomy import Theme


def link_alike(person: Person, subject: Subject, other: Subject) -> Group:
    """Say that two contributions say the same: each stays itself, their groups become one.

    Raises `NotAllowedError`, and `RefusedError` for what cannot say the same.
    """
    require(can_curate(person, subject))
    for one in sorted((subject, other), key=lambda one: one.id):
        lock(one)
    if subject.id == other.id or not _are_ideas(subject, other):
        raise RefusedError(_("Only two ideas of the same consultation can say the same."))
    mine, theirs = group_id_of(subject.id), group_id_of(other.id)
    group = _group(person, subject, mine or theirs)
    if mine and theirs and mine != theirs:
        db.session.execute(
            update(GroupMember).where(GroupMember.group_id == theirs).values(group_id=mine)
        )
    for one, held in ((subject, mine), (other, theirs)):
        if not held:
            db.session.add(
                GroupMember(
                    group_id=group.id,
                    contribution_id=one.id,
                    joined_by_id=person.id,
                    joined_at=now(),
                )
            )
    db.session.flush()
    note_act(person, "contribution.linked_alike", subject.thing, other=other.id, group=group.id)
    return group


def unlink(person: Person, subject: Subject) -> None:
    """Take a contribution out of its group; a group of one is no group.

    Raises `NotAllowedError`.
    """
    require(can_curate(person, subject))
    lock(subject)
    group_id = group_id_of(subject.id)
    if group_id is None:
        return
    db.session.execute(delete(GroupMember).where(GroupMember.contribution_id == subject.id))
    left = db.session.scalars(
        select(GroupMember.id).where(GroupMember.group_id == group_id).limit(2)
    ).all()
    if len(left) == 1:
        db.session.execute(delete(GroupMember).where(GroupMember.group_id == group_id))
    note_act(person, "contribution.unlinked", subject.thing, group=group_id)


def file_under(person: Person, subject: Subject, theme: Theme) -> None:
    """Put a contribution under another theme of its plan; its words stay as they are.

    Raises `NotAllowedError`, and `RefusedError` for a theme of another plan.
    """
    thing = _to_be_filed(person, subject, theme)
    before = thing.theme_id
    set_theme(thing, theme.id)
    db.session.execute(
        update(Matter)
        .where(Matter.kind == subject.kind.name, Matter.subject_id == subject.id)
        .values(theme_id=theme.id)
    )
    note_act(person, "contribution.theme_changed", thing, before=before, after=theme.id)


def refuse_theme(person: Person, subject: Subject, theme: Theme) -> None:
    """Leave a contribution under its theme: that one is not suggested for it any more.

    Refused again, it stays refused. Raises as `file_under` does.
    """
    thing = _to_be_filed(person, subject, theme)
    db.lock_row(thing)
    if theme.id in refused_themes(subject):
        return
    db.session.add(
        ThemeRefusal(contribution_id=thing.id, theme_id=theme.id, by_id=person.id, at=now())
    )
    note_act(person, "contribution.theme_refused", thing, theme=theme.id)


def _to_be_filed(person: Person, subject: Subject, theme: Theme) -> Contribution:
    """Return the contribution that somebody may put under a theme of its plan, or raise."""
    require(can_curate(person, subject))
    thing = subject.thing
    if not isinstance(thing, Contribution) or theme.cycle_id != subject.process.cycle_id:
        raise RefusedError(_("There is no such theme."))
    return thing


def _are_ideas(one: Subject, other: Subject) -> bool:
    both = isinstance(one.thing, Contribution) and isinstance(other.thing, Contribution)
    return both and one.process.id == other.process.id


def _group(person: Person, subject: Subject, group_id: int | None) -> Group:
    if group_id is not None:
        return db.session.get_one(Group, group_id)
    group = Group(process_id=subject.process.id, made_by_id=person.id, made_at=now())
    db.session.add(group)
    db.session.flush()
    return group
