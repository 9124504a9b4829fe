"""Reading what says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from consult.contributions import Contribution, State, Voice, VoiceKind
from consult.docket.models import GroupMember, ThemeRefusal
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consult.docket.subjects import Subject


@dataclass(frozen=True, slots=True)
class Alike:
    """The other members of a group, and how many people all of it stands for.

    Where some were imported those are voices: how many people they are nobody knows.
    """

    others: Sequence[Contribution]
    people: int
    knows_people: bool


def group_id_of(contribution_id: int) -> int | None:
    """The group that a contribution is in, if it is in one."""
    return db.session.scalar(
        select(GroupMember.group_id).where(GroupMember.contribution_id == contribution_id)
    )


def refused_themes(subject: Subject) -> frozenset[int]:
    """The themes that were suggested for a contribution, and refused."""
    query = select(ThemeRefusal.theme_id).where(ThemeRefusal.contribution_id == subject.id)
    return frozenset(db.session.scalars(query))


def alike_by_contribution(
    contribution_ids: Iterable[int], *, public_only: bool
) -> dict[int, Alike]:
    """What says the same as each of these, and the distinct voices of all of them together."""
    own = aliased(GroupMember)
    rows = db.session.execute(
        select(own.contribution_id, Contribution)
        .join(GroupMember, GroupMember.group_id == own.group_id)
        .join(Contribution, Contribution.id == GroupMember.contribution_id)
        .options(
            joinedload(Contribution.voice).joinedload(Voice.person),
            joinedload(Contribution.municipality),
        )
        .where(own.contribution_id.in_(list(contribution_ids)))
        .order_by(own.contribution_id, Contribution.id)
    )
    members: dict[int, list[Contribution]] = {}
    for number, member in rows:
        if not public_only or member.state is State.PUBLISHED or member.id == number:
            members.setdefault(number, []).append(member)
    return {
        number: Alike(
            [one for one in group if one.id != number],
            len({one.voice.counted_id for one in group}),
            all(one.voice.kind is not VoiceKind.IMPORTED for one in group),
        )
        for number, group in members.items()
        if len(group) > 1
    }
