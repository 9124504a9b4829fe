"""The thread of an idea: what happened to it, where it is now, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from consult.contributions import (
    STAGES,
    Channel,
    Standing,
    State,
    Stop,
    StopState,
    standings_of,
    timeline,
)
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.contributions import Contribution

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def thread_of(idea: Contribution, person: Person | None) -> list[Stop]:
    """Return the stops of an idea's thread, oldest first, the last act marked as now."""
    standing, told = standings_of([idea])[idea.id], timeline.fill([idea])[idea.id]
    done = [_written(idea, person), *sorted(told, key=lambda stop: stop.at or BEFORE_ALL)]
    if standing.refused:
        return done
    return [*done[:-1], replace(done[-1], state=StopState.NOW), *_next(idea, standing)]


def _written(idea: Contribution, person: Person | None) -> Stop:
    own = person is not None and idea.voice.person_id == person.id
    title = (
        _("You wrote it, %(name)s", name=idea.voice.name)
        if own
        else _("%(name)s wrote it", name=idea.voice.name)
    )
    return Stop(at=idea.submitted_at, title=title, text=_door(idea), note=idea.code)


def _door(idea: Contribution) -> str:
    if idea.channel is Channel.ONLINE:
        return _("Online idea, code")
    if idea.channel in {Channel.TABLE, Channel.DEVELOPMENT_TABLE} and idea.entered_by_id is None:
        return _("Written on a card at a table, code")
    return _("Said elsewhere and written down by staff, code")


def _next(idea: Contribution, standing: Standing) -> list[Stop]:
    """Say what comes next, in words; nothing after the plan."""
    if idea.state is State.WAITING:
        return [Stop(None, _("Publication"), _("A moderator reads it."), state=StopState.NEXT)]
    steps = {
        1: Stop(None, _("Idea map"), _("The curators place it beside similar ideas.")),
        2: Stop(
            None, _("Candidate project"), _("If the node matures, a project is drafted from it.")
        ),
        3: Stop(
            None, _("Proposed plan"), _("The body decides: the page of the consultation says who.")
        ),
    }
    if standing.stage in steps and standing.stage < STAGES:
        return [replace(steps[standing.stage], state=StopState.NEXT)]
    return []
