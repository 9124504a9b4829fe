"""What waits for a person at the desks of their posts: to read, to place, to publish, to decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import func, select

from consult.accounts import Waiting
from consult.contributions import Contribution, State
from consult.editions import changes_to_publish
from consult.ideamap import Node, NodeLink
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import _, ngettext, text
from consult.kernel.times import day_time
from consult.moderation import Matter, Work, reach_of
from consult.processes import Role, posts_of, roles_of
from consult.projects import CandidateProject
from consult.projects import State as Stage
from consult.tables import can_run, coming_sessions, desk_path, state_words
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality
from consult.voting import choices_in, is_voting_open

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.kernel.i18n import Words
    from consult.processes import Process

NEXT_DAYS, SINCE = timedelta(days=7), timedelta(hours=12)


def at_the_desks(person: Person, process: Process) -> list[Waiting]:
    """Tell a person the work of all their posts, each piece once."""
    roles = roles_of(person, process)
    work = _in_the_queue(person, process) if Role.MODERATOR in roles else []
    if Role.FACILITATOR in roles and Role.MODERATOR not in roles:
        work += _in_their_zones(person, process)
    if Role.CURATOR in roles:
        work += _in_no_node(process)
    if {Role.CURATOR, Role.PLANNER} & roles:
        work += _to_publish(process)
        work += _of_projects(process, decides=Role.PLANNER in roles)
    if Role.PLANNER in roles:
        work += _being_chosen(process)
    return _at_their_tables(person, process) + work


def _at_their_tables(person: Person, process: Process) -> list[Waiting]:
    """The sessions that a person may run: those under way, and those of the next days."""
    at = now()
    return [
        Waiting(
            _(
                "%(state)s: «%(title)s», %(moment)s",
                state=state_words(session),
                title=session.title,
                moment=day_time(session.starts_at),
            ),
            desk_path(session),
        )
        for session in coming_sessions(process, at - SINCE, at + NEXT_DAYS)
        if can_run(person, session)
    ]


def _in_the_queue(person: Person, process: Process) -> list[Waiting]:
    reach = reach_of(person, process)
    if reach is None:
        return []
    query = select(Matter.work, func.count()).where(Matter.process_id == process.id)
    if reach.places is not None:
        query = query.where(Matter.municipality_id.in_(sorted(reach.places)))
    many = dict(db.session.execute(query.group_by(Matter.work)).all())
    waiting, reported = many.get(Work.WAITING, 0), many.get(Work.REPORTED, 0)
    again = many.get(Work.SECOND_LOOK, 0)
    told = (
        (waiting, ngettext("%(num)s text to read", "%(num)s texts to read", waiting)),
        (reported, ngettext("%(num)s report to look at", "%(num)s reports to look at", reported)),
        (again, ngettext("%(num)s second look", "%(num)s second looks", again)),
    )
    return _at(url_for("moderation_desk.index", slug=process.slug), *told)


def _in_their_zones(person: Person, process: Process) -> list[Waiting]:
    """What people of a facilitator's zones wrote that no moderator has read yet."""
    posts = posts_of(person, process)
    own = {zone_id for role, zone_id in posts if role is Role.FACILITATOR}
    held = zones_by_municipality(territory_of(process.cycle), today())
    query = select(func.count()).where(
        Matter.process_id == process.id, Matter.work == Work.WAITING, Matter.kind == "contribution"
    )
    codes = {zone.code for zone in held.values() if zone.id in own}
    if None not in own:
        places = sorted(place for place, zone in held.items() if zone.id in own)
        query = query.where(Matter.municipality_id.in_(places))
    unread = db.session.scalar(query) or 0
    words = ngettext(
        "%(num)s idea from your zones waits for a moderator",
        "%(num)s ideas from your zones wait for a moderator",
        unread,
    )
    if len(codes) == 1 and None not in own:
        url = url_for("territory.show", code=codes.pop())
    else:
        url = url_for("territory.index")
    return _at(url, (unread, words))


def _in_no_node(process: Process) -> list[Waiting]:
    placed = select(NodeLink.contribution_id).where(NodeLink.unlinked_at.is_(None))
    loose, nodes = db.session.execute(
        select(
            select(func.count())
            .select_from(Contribution)
            .where(
                Contribution.process_id == process.id,
                Contribution.state == State.PUBLISHED,
                Contribution.id.not_in(placed),
            )
            .scalar_subquery(),
            select(func.count())
            .select_from(Node)
            .where(Node.process_id == process.id)
            .scalar_subquery(),
        )
    ).one()
    on_the_map = ngettext("%(num)s node on the map", "%(num)s nodes on the map", nodes)
    to_place = ngettext("%(num)s voice in no node", "%(num)s voices in no node", loose)
    url = url_for("curating_desk.index", slug=process.slug)
    return [Waiting(f"{on_the_map}, {to_place}", url)]


def _to_publish(process: Process) -> list[Waiting]:
    changes = changes_to_publish(process)
    words = ngettext(
        "%(num)s change of the map in no published version",
        "%(num)s changes of the map in no published version",
        changes,
    )
    return _at(url_for("editions.new", slug=process.slug), (changes, words))


def _of_projects(process: Process, *, decides: bool) -> list[Waiting]:
    rows = db.session.execute(
        select(CandidateProject.state, func.count())
        .where(CandidateProject.process_id == process.id)
        .group_by(CandidateProject.state)
    )
    many = dict(rows.all())
    drafts = many.get(Stage.DRAFT, 0)
    candidates = many.get(Stage.CANDIDATE, 0) if decides else 0
    return _at(
        url_for("drafting.index", slug=process.slug),
        (
            candidates,
            ngettext(
                "%(num)s candidate project awaits a decision",
                "%(num)s candidate projects await a decision",
                candidates,
            ),
        ),
        (
            drafts,
            ngettext("%(num)s project still a draft", "%(num)s projects still drafts", drafts),
        ),
    )


def _being_chosen(process: Process) -> list[Waiting]:
    """The formal choices that are open, and when each closes."""
    at = now()
    return [
        Waiting(
            _(
                "People choose: «%(title)s», until %(end)s",
                title=text(one.title),
                end=day_time(one.closes_at),
            ),
            url_for("voting_choices.show", slug=process.slug, choice_id=one.id),
        )
        for one in choices_in(process)
        if is_voting_open(process, one, at)
    ]


def _at(url: str, *told: tuple[int, Words]) -> list[Waiting]:
    """Lead to a desk with what waits there, if anything does."""
    return [Waiting(words, url) for count, words in told if count]
