"""Makers: the world of a story, taking only what the story is about."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person, SignIn
from consult.contributions import Channel, ContributionDraft, publish, record, voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.mail import Letter
from consult.processes import Activity, Pact, Phase, Process, Role, Staff, State
from consult.taxonomy import Cycle, Theme
from consult.territory import Municipality

if TYPE_CHECKING:
    from datetime import datetime

    from consult.contributions import Contribution
    from consult.territory import Zone

ALL_IN_TURN = [
    Activity.SUBMIT_IDEAS,
    Activity.COMMENT,
    Activity.SUPPORT,
    Activity.TAKE_STANCES,
    Activity.CANDIDATE_PROJECTS,
]


def kept(thing):
    """Add a thing to the story, and give it back with its id."""
    db.session.add(thing)
    db.session.flush()
    return thing


FOUND: dict[tuple[str, type, int], int] = {}
"""Where things of the plan were found, by database: looked up again by id, which costs little."""


def _of_the_plan(kind, query, position: int = 0):
    """The thing of the plan at a position; asked for by id once it was found in this database."""
    key = str(db.engine.url), kind, position
    found = db.session.get(kind, FOUND[key]) if key in FOUND else None
    if found is None or not _is_whole_and_stands(found):
        found = db.session.scalars(query().offset(position).limit(1)).one()
        FOUND[key] = found.id
    return found


def _is_whole_and_stands(thing) -> bool:
    """Whether a municipality has not ended since, and is not one that a list has half read."""
    return not isinstance(thing, Municipality) or vars(thing).get("valid_to", "unread") is None


def the_cycle() -> Cycle:
    """The plan that the tests run on."""
    return _of_the_plan(Cycle, lambda: select(Cycle).order_by(Cycle.id))


def a_person(name: str = "Ada", **others) -> Person:
    """Someone of age who lives in the plan's first municipality."""
    given = {
        "email": f"{name.lower().replace(' ', '.')}@example.org",
        "display_name": name,
        "language": "en",
        "birth_year": 1980,
        "created_at": now(),
        "municipality_id": a_municipality().id,
    }
    return kept(Person(**(given | others)))


def a_municipality(position: int = 0) -> Municipality:
    """A municipality of the plan that stands today, in the order of their codes."""
    return _of_the_plan(
        Municipality,
        lambda: (
            select(Municipality)
            .where(Municipality.territory_id == the_cycle().territory_id)
            .where(Municipality.valid_to.is_(None))
            .order_by(Municipality.istat_code)
        ),
        position,
    )


def a_theme(position: int = 0) -> Theme:
    """A theme of the plan, in its own order."""
    return _of_the_plan(
        Theme,
        lambda: select(Theme).where(Theme.cycle_id == the_cycle().id).order_by(Theme.position),
        position,
    )


def in_every_language(words: str) -> dict[str, str]:
    """The same words in each language of the plan."""
    return dict.fromkeys(the_cycle().languages, words)


def a_process(
    slug: str = "plan",
    *,
    state: State = State.PUBLISHED,
    collecting_ideas: bool = True,
    opens: list[Activity] | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    with_pact: bool = False,
) -> Process:
    """A consultation with one phase that is open from yesterday to tomorrow."""
    moment = now()
    activities = ALL_IN_TURN if opens is None else opens
    if not collecting_ideas:
        activities = [one for one in activities if one is not Activity.SUBMIT_IDEAS]
    process = Process(
        slug=slug,
        cycle_id=the_cycle().id,
        title=in_every_language("What does your area need?"),
        question=in_every_language("What is missing where you live?"),
        summary=in_every_language("Ideas that become projects."),
        who_decides=in_every_language("The council decides."),
        can_change=in_every_language("Which projects come first."),
        cannot_change=in_every_language("The borders."),
        languages=the_cycle().languages,
        minimum_age=16,
        state=state,
        published_at=None if state is State.DRAFT else moment - timedelta(days=2),
        closed_at=moment if state is State.CLOSED else None,
        created_at=moment - timedelta(days=3),
    )
    process.phases = [
        Phase(
            code="positions",
            title=in_every_language("Positions"),
            summary=in_every_language("Say what you think."),
            opens_at=opens_at or moment - timedelta(days=1),
            closes_at=closes_at or moment + timedelta(days=1),
            position=1,
            opens=[str(activity) for activity in activities],
        )
    ]
    kept(process)
    if with_pact:
        a_pact(process)
    return process


def a_phase(
    process: Process, *opens: Activity, opens_at: datetime, closes_at: datetime, code: str = "more"
) -> Phase:
    """A further phase of a consultation, and what it opens."""
    phase = Phase(
        process=process,
        code=code,
        title=in_every_language("Later"),
        summary={},
        opens_at=opens_at,
        closes_at=closes_at,
        position=len(process.phases) + 1,
        opens=[str(activity) for activity in opens],
    )
    return kept(phase)


def a_pact(process: Process, version: int = 1) -> Pact:
    """A version of what the body and the participants promise each other."""
    return kept(
        Pact(
            process_id=process.id,
            version=version,
            text=in_every_language(f"We answer every idea. Version {version}."),
            published_at=now(),
        )
    )


def on_staff(person: Person, process: Process, role: Role, zone: Zone | None = None) -> Person:
    """Put a person on the staff of a consultation."""
    kept(
        Staff(
            process_id=process.id,
            person_id=person.id,
            role=role,
            zone_id=zone.id if zone else None,
            since=now() - timedelta(days=1),
        )
    )
    return person


def an_idea(
    person: Person,
    process: Process,
    *,
    title: str = "A night bus between the two stations",
    body: str = "The last bus leaves at nine. Shifts end at ten.",
    published: bool = False,
    place: Municipality | None = None,
    theme: Theme | None = None,
) -> Contribution:
    """Something a person said online, waiting for a moderator unless published."""
    draft = ContributionDraft(
        title=title,
        body=body,
        municipality_id=(place or a_municipality()).id,
        theme_id=(theme or a_theme()).id,
        language=person.language,
    )
    contribution = record(voice_of(person), process, Channel.ONLINE, draft)
    if published:
        publish(contribution)
    return contribution


def a_visit(person: Person) -> str:
    """Sign a person in, and return what the cookie of their browser holds."""
    token, moment = secrets.token_urlsafe(32), now()
    kept(
        SignIn(
            token_hash=sha256(token.encode()).hexdigest(),
            person_id=person.id,
            browser="Firefox",
            system="Linux",
            created_at=moment,
            last_seen_at=moment,
            expires_at=moment + timedelta(days=30),
        )
    )
    return token


def letters() -> list[Letter]:
    """The letters that wait for the mail server, in their order."""
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))
