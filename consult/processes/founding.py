"""A consultation made from the command line, with all it needs for its pages to work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import LANGUAGES, _, speaking
from consult.kernel.text import clean_line
from consult.kernel.times import local
from consult.processes.commands.life import checked_slug
from consult.processes.facts import process_published
from consult.processes.models import Activity, Pact, Phase, Process, State
from consult.taxonomy import Cycle, found_cycle, get_cycle, home_cycle, home_cycle_or_none

if TYPE_CHECKING:
    from collections.abc import Callable

DURATION = timedelta(days=365)
ZONE_ELSE = "Europe/Rome"
OPENS = (
    Activity.SUBMIT_IDEAS,
    Activity.COMMENT,
    Activity.SUPPORT,
    Activity.TAKE_STANCES,
    Activity.CANDIDATE_PROJECTS,
)


def found_process(
    slug: str, title: str, *, own_vocabulary: bool, language: str, plan: str | None = None
) -> Process:
    """Make a consultation that everyone can read, with a pact and a phase of a year.

    Only the command line may: whoever runs the machine. Its texts are plain and are changed at its
    desk. Raises `RefusedError` for an address that is none or taken, and `NotFoundError` without
    a plan.
    """
    code, said = checked_slug(slug), clean_line(title)
    if not said:
        raise RefusedError(_("Give the consultation a title."))
    cycle = _own_cycle(code, {language: said}) if own_vocabulary else _cycle(plan)
    at = now()
    process = Process(
        slug=code,
        cycle=cycle,
        title={language: said},
        question=_in_each(lambda: _("What was said, and what follows from it?")),
        summary=_in_each(lambda: _("This consultation gathers what was said elsewhere too.")),
        who_decides=_in_each(lambda: _("Whoever called the consultation decides.")),
        can_change=_in_each(lambda: _("What follows from each voice, and how it is told.")),
        cannot_change=_in_each(lambda: _("What people said: nobody's words are changed.")),
        languages=list(cycle.languages),
        minimum_age=cycle.minimum_age,
        created_at=at,
        state=State.PUBLISHED,
        published_at=at,
        phases=[
            Phase(
                code="all",
                title=_in_each(lambda: _("Reading and discussing")),
                summary={},
                opens_at=at,
                closes_at=at + DURATION,
                position=1,
                opens=[activity.value for activity in OPENS],
            )
        ],
    )
    db.session.add(process)
    db.session.flush()
    pact = _in_each(lambda: _("We read every voice, and say what became of it."))
    db.session.add(Pact(process_id=process.id, version=1, text=pact, published_at=at))
    note_act(None, "process.started", process)
    process_published.announce(process)
    return process


def _in_each(say: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = say()
    return said


def _cycle(plan: str | None) -> Cycle:
    return get_cycle(plan) if plan else home_cycle()


def _own_cycle(code: str, title: dict[str, str]) -> Cycle:
    if db.session.scalar(select(Cycle.id).where(Cycle.code == code)):
        raise RefusedError(_("Another plan has this address."))
    home = home_cycle_or_none()
    zone = home.time_zone if home else ZONE_ELSE
    return found_cycle(code, title, LANGUAGES, zone, local(now()).year)
