"""Which platform a new project may belong to: where voices on the same themes went before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.contributions import Contribution
from consult.kernel.db import db
from consult.projects.kinds import State
from consult.projects.models import CandidateProject, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process
    from consult.taxonomy import Platform

FEWEST_VOICES = 2
MOST_PLATFORMS = 3
MOST_LIKE = 3


@dataclass(frozen=True, slots=True)
class PlatformHint:
    """A platform, how many voices on the same themes its projects come from, and the first ones."""

    platform: Platform
    voices: int
    like: Sequence[CandidateProject]


def platform_hints(process: Process, behind: Sequence[Contribution]) -> list[PlatformHint]:
    """The platforms to which voices on the themes of these went, most voices first.

    A voice has no platform of its own: its theme tells, by what became of the others on it. What
    was set aside tells nothing.
    """
    themes = {one.theme_id for one in behind if one.theme_id}
    if not themes:
        return []
    counted = (
        select(Origin.project_id, func.count().label("voices"))
        .join(Contribution, Contribution.id == Origin.contribution_id)
        .where(
            Contribution.process_id == process.id,
            Contribution.theme_id.in_(sorted(themes)),
            Contribution.id.not_in([one.id for one in behind]),
            Origin.removed_at.is_(None),
        )
        .group_by(Origin.project_id)
        .subquery()
    )
    rows = db.session.execute(
        select(CandidateProject, counted.c.voices)
        .join(counted, counted.c.project_id == CandidateProject.id)
        .options(joinedload(CandidateProject.main_platform))
        .where(CandidateProject.process_id == process.id, CandidateProject.state != State.SET_ASIDE)
        .order_by(counted.c.voices.desc(), CandidateProject.id)
    )
    found: dict[int, list[tuple[CandidateProject, int]]] = defaultdict(list)
    for project, many in rows:
        found[project.main_platform_id].append((project, many))
    hints = [
        PlatformHint(
            projects[0][0].main_platform,
            sum(many for _project, many in projects),
            [project for project, _many in projects[:MOST_LIKE]],
        )
        for projects in found.values()
    ]
    told = [hint for hint in hints if hint.voices >= FEWEST_VOICES]
    return sorted(told, key=lambda hint: (-hint.voices, hint.platform.position))[:MOST_PLATFORMS]
