"""Where things are in a furnished world, noted once so that stories need not ask the database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Select, select

from consult.accounts import Person
from consult.contributions import Contribution
from consult.contributions import State as Said
from consult.discussion import Comment
from consult.ideamap import Node, NodeLink
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.notifications.tokens import stop_url
from consult.processes import Process, Role, Staff, State
from consult.projects import CandidateProject, Origin
from consult.projects import State as Life
from consult.taxonomy import Platform, Strategy, Theme, home_cycle, platforms_of, themes_of
from consult.territory import Municipality, Zone, home_territory, today, zone_of, zones_of
from consult.voting import Ballot, Question, Stance, Statement, choices_in
from tests.journeys import letters

NAME = "places.json"
Row = TypeVar("Row")
Texts = dict[str, str]


@dataclass(frozen=True)
class Named:
    """A thing with the key in its address and its name in each language."""

    key: str
    names: Texts

    def name(self, language: str) -> str:
        """Its name as the site says it: in the language asked for, else in the one it has."""
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True)
class Places:
    """What a story needs to know by name; nothing here is of one plan only."""

    languages: list[str]
    slug: str
    empty_slug: str
    draft_slug: str
    closed_slug: str
    process: Named
    zone: Named
    municipality: Named
    former_municipality: str
    platforms: list[Named]
    themes: list[Named]
    strategies: list[Named]
    node: Named
    bare_node: str
    ideas: dict[str, str]
    projects: dict[str, str]
    thread: list[str]
    questions: dict[str, str]
    choices: dict[str, str]
    receipt: str
    invitation: str
    cast: dict[str, str]
    emails: dict[str, str]
    stops: dict[str, str]
    reminder: str
    minutes_link: str
    interview: dict[str, str]


def note_places(folder: Path) -> None:
    """Write down where the things of the connected database are."""
    with db.transaction():
        places = _places()
    (folder / NAME).write_text(json.dumps(asdict(places), indent=1))


def read_places(folder: Path) -> Places:
    """Read what was written down."""

    def named(told: dict[str, Any]) -> Named:
        return Named(told["key"], told["names"])

    told = json.loads((folder / NAME).read_text())
    for name in ("process", "zone", "municipality", "node"):
        told[name] = named(told[name])
    for name in ("platforms", "themes", "strategies"):
        told[name] = [named(one) for one in told[name]]
    return Places(**told)


def _places() -> Places:
    cycle, territory = home_cycle(), home_territory()
    process = _first(select(Process).where(Process.state == State.PUBLISHED).order_by(Process.id))
    zone = next(one for one in zones_of(territory) if not one.is_outside)
    node = _first(
        select(Node)
        .where(Node.process_id == process.id, Node.id.in_(select(NodeLink.node_id)))
        .order_by(Node.id)
    )
    staff = staff_of_world(process)
    return Places(
        languages=list(cycle.languages),
        slug=process.slug,
        empty_slug=_slug("empty"),
        draft_slug=_slug("draft"),
        closed_slug=_slug("closed"),
        process=Named(process.slug, process.title),
        zone=Named(zone.code, {"it": zone.name}),
        municipality=_municipality(zone),
        former_municipality=_former(territory.id),
        platforms=[_titled(one) for one in platforms_of(cycle)],
        themes=[_titled(one) for one in themes_of(cycle)],
        strategies=[_titled(one) for one in _strategies(cycle.id)],
        node=Named(str(node.id), node.title),
        bare_node=_bare_node(),
        ideas=_ideas(process),
        projects=_projects(process),
        thread=_thread(process),
        questions=_questions(process),
        choices=_choices(process),
        receipt=db.session.scalar(select(Ballot.receipt).order_by(Ballot.id)) or "",
        invitation=letters.invitation(),
        cast={name: person.display_name for name, person in staff.items()},
        emails={name: person.email for name, person in staff.items()},
        stops={name: urlsplit(stop_url(person)).path for name, person in staff.items()},
        reminder=letters.reminder(),
        minutes_link=letters.minutes_link(),
        interview=letters.interview(),
    )


def _first(query: Select[Row]) -> Row:
    return db.session.scalars(query.limit(1)).one()


def _titled(one: Platform | Theme | Strategy) -> Named:
    return Named(one.code, one.title)


def _strategies(cycle_id: int) -> list[Strategy]:
    query = select(Strategy).where(Strategy.cycle_id == cycle_id).order_by(Strategy.position)
    return list(db.session.scalars(query))


def _choices(process: Process) -> dict[str, str]:
    """A formal choice in each state: the first that is over, else the last that was arranged."""
    found: dict[str, str] = {}
    at = now()
    for one in reversed(choices_in(process)):
        if one.is_withdrawn:
            found["withdrawn"] = str(one.id)
        elif one.is_over(at):
            found.setdefault("told", str(one.id))
        else:
            found["coming" if at < one.opens_at else "open"] = str(one.id)
    return found


def _slug(name: str) -> str:
    return db.session.scalar(select(Process.slug).where(Process.slug == name)) or ""


def _municipality(zone: Zone) -> Named:
    """The first municipality that stands in a zone today."""
    query = (
        select(Municipality)
        .where(Municipality.territory_id == zone.territory_id, Municipality.valid_to.is_(None))
        .order_by(Municipality.name)
    )
    for one in db.session.scalars(query):
        home = zone_of(one, today())
        if home is not None and home.id == zone.id:
            return Named(one.slug, {"it": one.name})
    raise LookupError(zone.code)


def _former(territory_id: int) -> str:
    query = select(Municipality.slug).where(
        Municipality.territory_id == territory_id, Municipality.valid_to.is_not(None)
    )
    return db.session.scalars(query.order_by(Municipality.slug)).first() or ""


def _bare_node() -> str:
    """A node that nothing hangs on, if there is one."""
    query = select(Node.id).where(Node.id.not_in(select(NodeLink.node_id)))
    found = db.session.scalars(query).first()
    return str(found) if found else ""


def _ideas(process: Process) -> dict[str, str]:
    """A contribution in each state, one with a photo's worth of thread, by what it is."""
    query = (
        select(Contribution).where(Contribution.process_id == process.id).order_by(Contribution.id)
    )
    found = {
        state.value: db.session.scalars(
            query.where(Contribution.state == state).order_by(Contribution.id)
        ).first()
        for state in Said
    }
    told = db.session.scalars(query.where(Contribution.id.in_(select(Origin.contribution_id))))
    found["told"] = told.first()
    return {name: one.code for name, one in found.items() if one}


def _projects(process: Process) -> dict[str, str]:
    query = select(CandidateProject).where(CandidateProject.process_id == process.id)
    found = {
        state.value: db.session.scalars(query.where(CandidateProject.state == state)).first()
        for state in Life
    }
    return {name: one.code for name, one in found.items() if one}


def _thread(process: Process) -> list[str]:
    """A comment with replies: its idea's code and its id, if there is one."""
    query = (
        select(Contribution.code, Comment.id)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .where(Contribution.process_id == process.id, Comment.replies > 0)
        .order_by(Comment.id.desc())
    )
    found = db.session.execute(query).first()
    return [found[0], str(found[1])] if found else []


def _questions(process: Process) -> dict[str, str]:
    """An open question and a closed one, by their ids, if there are any."""
    query = select(Question).where(Question.process_id == process.id).order_by(Question.id)
    found = {
        "closed" if one.closed_at else "open": str(one.id) for one in db.session.scalars(query)
    }
    answered = db.session.scalars(
        select(Stance.statement_id)
        .join(Stance.statement)
        .where(Statement.question_id == int(found.get("open", 0)))
        .order_by(Stance.id.desc())
    ).first()
    return found | ({"answered": str(answered)} if answered else {})


def staff_of_world(process: Process) -> dict[str, Person]:
    """Who holds each post, the administrator, and someone who only takes part."""
    people = {}
    for role in Role:
        query = select(Person).join(Staff, Staff.person_id == Person.id)
        person = db.session.scalars(
            query.where(Staff.process_id == process.id, Staff.role == role)
        ).first()
        if person is not None:
            people[role.value] = person
    people["administrator"] = _first(select(Person).where(Person.is_administrator))
    people["citizen"] = _first(
        select(Person)
        .where(~Person.is_administrator, Person.id.not_in(select(Staff.person_id)))
        .order_by(Person.id)
    )
    return people
