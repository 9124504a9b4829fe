"""What the demo lacks for its pages to be seen in every state."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from consult.accounts import Person, SignIn, meet
from consult.app import create_app
from consult.contributions import Contribution, author_of
from consult.contributions import State as Said
from consult.editions import publish_map, versions_of
from consult.ideamap import Node, NodeLink
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.i18n import LANGUAGES, set_language
from consult.kernel.web import WITH_PAGES, _error_page
from consult.layouts.models import LayoutSpot
from consult.processes import Process, State
from consult.suggesting.models import Suggestion
from tests.journeys.axe.closing import add_endings
from tests.journeys.axe.hearing import add_interviews
from tests.journeys.axe.importing import add_imports
from tests.journeys.axe.parting import add_parting
from tests.journeys.axe.proposing import add_own_ideas
from tests.journeys.axe.ruling import add_rules
from tests.journeys.axe.running import add_sessions
from tests.journeys.axe.seating import add_tables
from tests.journeys.axe.sitting import add_seats
from tests.journeys.axe.voicing import add_voices
from tests.journeys.axe.walling import add_walls
from tests.journeys.places import staff_of_world
from tests.makers import a_pact, a_process, kept

BARE = frozenset({500, 503, 507})
LONG_AGO = timedelta(days=400)
TYPED = {"title": "Un treno ogni mezz'ora", "body": "Oggi ne passa uno ogni ora. " * 9}


def add_states(folder: Path) -> None:
    """Add consultations in each state, a bare node, and sign-ins."""
    with db.transaction():
        process = db.session.scalars(select(Process).order_by(Process.id)).first()
        for slug, state in (
            ("empty", State.PUBLISHED),
            ("draft", State.DRAFT),
            ("closed", State.CLOSED),
        ):
            added = a_process(slug, state=state)
            if added.published_at:  # the site stays about the demo's own
                added.published_at -= LONG_AGO
            for version in (1, 2):
                a_pact(added, version)
        people = staff_of_world(process) | {
            "author": _author(process),
            "newcomer": meet("newcomer@example.org", "it"),
        }
        _bare_node(process, people["administrator"])
        _publish_the_map(process, people["administrator"])
        add_voices(process, people)
        add_own_ideas(process, people)
        add_tables(process, people)
        add_seats(process, people)
        add_sessions(process, people)
        add_endings(process, people)
        add_walls(process, people)
        add_rules(process, people)
        add_imports(process)
        _suggest_a_node(process)
        add_interviews(process, people)
        add_parting(process, people)
        for role, person in people.items():
            for number in range(2):
                _sign_in(role, person, number)
    _write_error_pages(folder)


def token_of(role: str, number: int = 0) -> str:
    """What the browser of someone with this post holds."""
    return f"{role}-{number}-" + "journeys" * 4


def _author(process: Process) -> Person:
    """Who wrote what was hidden."""
    query = select(Contribution).where(
        Contribution.process_id == process.id, Contribution.state == Said.HIDDEN
    )
    hidden = db.session.scalars(query.order_by(Contribution.id)).first()
    assert hidden is not None
    author = author_of(hidden)
    assert author is not None
    return author


def _bare_node(process: Process, person: Person) -> None:
    kept(
        Node(
            process_id=process.id,
            title=dict.fromkeys(process.languages, "Nothing hangs here"),
            summary={},
            created_by_id=person.id,
            created_at=now(),
        )
    )


def _suggest_a_node(process: Process) -> None:
    """Let three public voices that hang on no node wait for a curator's word."""
    hung = select(NodeLink.contribution_id).where(NodeLink.unlinked_at.is_(None))
    loose = db.session.scalars(
        select(Contribution.id)
        .where(
            Contribution.process_id == process.id,
            Contribution.state == Said.PUBLISHED,
            Contribution.id.not_in(hung),
        )
        .order_by(Contribution.id)
        .limit(3)
    ).all()
    kept(Suggestion(process_id=process.id, contributions=list(loose), made_at=now()))
    for at, one in enumerate(loose):
        kept(LayoutSpot(process_id=process.id, contribution_id=one, x=at, y=-at))


def _publish_the_map(process: Process, person: Person) -> None:
    """Publish the map twice, unless it was; a node enters in between."""
    notes = dict.fromkeys(process.languages, "What the tables said is on the map.")
    first = len(versions_of(process))
    publish_map(person, process, notes, after=first)
    _bare_node(process, person)
    publish_map(person, process, {}, after=first + 1)


def _sign_in(role: str, person: Person, number: int) -> None:
    kept(
        SignIn(
            token_hash=sha256(token_of(role, number).encode()).hexdigest(),
            person_id=person.id,
            browser="Firefox",
            system="Linux",
            created_at=now(),
            last_seen_at=now(),
            expires_at=now() + timedelta(days=30),
        )
    )


def _write_error_pages(folder: Path) -> None:
    """Keep the pages of faults that we cannot bring about, as the edge renders them."""
    app = create_app(current_config())
    for status in sorted(WITH_PAGES):
        for language in LANGUAGES:
            with app.test_request_context("/sign-in", method="POST", data=TYPED):
                set_language(language)
                answer = _error_page(status, bare=status in BARE)
                (folder / f"error-{status}-{language}.html").write_bytes(answer.get_data())
