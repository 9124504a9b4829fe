"""What waits for a person: texts to change, work at their desks, news of what they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.accounts import Person, Waiting, what_waits
from consult.contributions import Contribution, Voice
from consult.contributions import State as Said
from consult.ideamap import Node, NodeLink
from consult.kernel.db import db
from consult.kernel.i18n import _, ngettext
from consult.moderation import Matter, Work, reach_of
from consult.notifications import latest_news_for, lines_of
from consult.processes import Process, Role, current_process, roles_of
from consult.projects import CandidateProject
from consult.projects import State as Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXTS, NEWS = 5, 8
"""How many of each are shown; all of them are on their own pages."""


@what_waits.filler
def everything_that_waits(people: Sequence[Person]) -> Mapping[int, Sequence[Waiting]]:
    """Tell each person first what only they can do, then the work of their posts, then news."""
    process = current_process()
    return {
        person.id: [
            *_to_change(person),
            *(_at_the_desks(person, process) if process else ()),
            *(Waiting(line.words, line.path) for line in lines_of(latest_news_for(person, NEWS))),
        ]
        for person in people
    }


def _to_change(person: Person) -> list[Waiting]:
    """What a moderator has sent back to its author."""
    returned = db.session.scalars(
        select(Contribution)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(Voice.person_id == person.id, Contribution.state == Said.RETURNED)
        .options(joinedload(Contribution.process))
        .order_by(Contribution.submitted_at.desc(), Contribution.id.desc())
        .limit(TEXTS)
    )
    return [
        Waiting(
            _("Change «%(title)s»: a moderator asks you to.", title=one.title),
            url_for("ideas.edit", slug=one.process.slug, code=one.code),
            urgent=True,
        )
        for one in returned
    ]


def _at_the_desks(person: Person, process: Process) -> list[Waiting]:
    roles = roles_of(person, process)
    work = _in_the_queue(person, process) if Role.MODERATOR in roles else []
    return work + (_on_the_map(process) if Role.CURATOR in roles else [])


def _in_the_queue(person: Person, process: Process) -> list[Waiting]:
    reach = reach_of(person, process)
    if reach is None:
        return []
    query = select(Matter.work, func.count()).where(Matter.process_id == process.id)
    if reach.places is not None:
        query = query.where(Matter.municipality_id.in_(sorted(reach.places)))
    many = {work: count for work, count in db.session.execute(query.group_by(Matter.work))}  # noqa: C416
    waiting, reported = many.get(Work.WAITING, 0), many.get(Work.REPORTED, 0)
    again = many.get(Work.SECOND_LOOK, 0)
    told = (
        (waiting, ngettext("%(num)s text to read", "%(num)s texts to read", waiting)),
        (reported, ngettext("%(num)s report to look at", "%(num)s reports to look at", reported)),
        (again, ngettext("%(num)s second look", "%(num)s second looks", again)),
    )
    url = url_for("moderation_desk.index", slug=process.slug)
    return [Waiting(words, url) for count, words in told if count]


def _on_the_map(process: Process) -> list[Waiting]:
    placed = select(NodeLink.contribution_id).where(NodeLink.unlinked_at.is_(None))
    loose, nodes, drafts = db.session.execute(
        select(
            select(func.count())
            .select_from(Contribution)
            .where(
                Contribution.process_id == process.id,
                Contribution.state == Said.PUBLISHED,
                Contribution.id.not_in(placed),
            )
            .scalar_subquery(),
            select(func.count())
            .select_from(Node)
            .where(Node.process_id == process.id)
            .scalar_subquery(),
            select(func.count())
            .select_from(CandidateProject)
            .where(CandidateProject.process_id == process.id, CandidateProject.state == Stage.DRAFT)
            .scalar_subquery(),
        )
    ).one()
    on_the_map = ngettext("%(num)s node on the map", "%(num)s nodes on the map", nodes)
    to_place = ngettext("%(num)s voice in no node", "%(num)s voices in no node", loose)
    draft = ngettext("%(num)s project still a draft", "%(num)s projects still drafts", drafts)
    work = [Waiting(f"{on_the_map}, {to_place}", url_for("curating_desk.index", slug=process.slug))]
    if drafts:
        work.append(Waiting(draft, url_for("drafting.index", slug=process.slug)))
    return work
