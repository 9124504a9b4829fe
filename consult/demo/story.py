"""Telling a story on the product's own commands: each scene once, at its own moment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import func, select

from consult.accounts import Person, person_by_email
from consult.contributions import Contribution, get_contribution
from consult.demo.calendar import Calendar
from consult.demo.models import Episode
from consult.demo.world import World
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import Model, db
from consult.kernel.i18n import speaking
from consult.kernel.jobs import names_outside, run_due_jobs
from consult.kernel.jobs.models import Outbox
from consult.processes import Process, get_process

# By then nobody can take back any more what a letter tells.
LETTERS_AFTER = timedelta(minutes=2)
AT_ONE_GO = timedelta(hours=2)


def begun(plan: str) -> str:
    """Name the episode that every story begins with: its plan was loaded."""
    return f"{plan} begun"


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that somebody does at a moment; its name is told once."""

    name: str
    at: datetime
    by: str
    act: Callable[[], Model | None]


@dataclass(slots=True)
class Held:
    """Who and what a day's scenes meet again and again: looked for once in its transaction."""

    process: Process | None = None
    people: dict[str, Person] = field(default_factory=dict)

    def let_go(self) -> None:
        """Forget them: they belong to a transaction that is over."""
        self.process = None
        self.people.clear()


@dataclass(frozen=True, slots=True)
class Story:
    """What is told around a plan, and where to find again what it has made so far."""

    plan: str
    cycle: str
    world: World
    calendar: Calendar
    held: Held = field(default_factory=Held)

    def person(self, key: str) -> Person:
        """Someone of the story who has an account by now; raises `LookupError`."""
        if key not in self.held.people:
            person = person_by_email(self.world.people[key].email)
            if person is None:
                raise LookupError(key)
            self.held.people[key] = person
        return self.held.people[key]

    def process(self) -> Process:
        """The consultation, as its administrator sees it."""
        if self.held.process is None:
            administrator = self.person(self.world.administrator.key)
            self.held.process = get_process(self.world.slug, administrator)
        return self.held.process

    def contribution(self, key: str) -> Contribution:
        """What came of a saying, with all that its rules look at."""
        found = db.session.get_one(Contribution, self.made(f"idea {key}"))
        administrator = self.person(self.world.administrator.key)
        return get_contribution(self.process(), found.code, administrator)

    def made(self, name: str) -> int:
        """The id of the row that came of a scene; raises `LookupError` if it is not told yet."""
        query = select(Episode.thing_id).where(Episode.name == self.named(name))
        thing_id = db.session.scalar(query)
        if thing_id is None:
            raise LookupError(name)
        return thing_id

    def named(self, name: str) -> str:
        """The name that a scene is remembered by."""
        return f"{self.plan} {name}"

    def tell(self, scenes: Iterable[Scene]) -> int:
        """Tell what was not told yet, day by day, and return how many scenes that was."""
        told = set(db.session.scalars(select(Episode.name)))
        db.forget()
        left = [scene for scene in scenes if self.named(scene.name) not in told]
        left.sort(key=lambda scene: scene.at)
        try:
            with _quiet():
                for _day, chapter in groupby(left, key=lambda scene: scene.at.date()):
                    self._tell(list(chapter))
        finally:
            reset_clock()
        if left:
            run_due_jobs()
        return len(left)

    def _tell(self, chapter: Sequence[Scene]) -> None:
        """Let a day's scenes happen, and what follows from them; a broken day leaves nothing."""
        self.held.let_go()
        with db.transaction() as session:
            for scene in chapter:
                _move_clock(scene.at)
                with speaking(self.world.people[scene.by].language):
                    thing = scene.act()
                session.flush()
                thing_id = thing.id if thing else None
                session.add(Episode(name=self.named(scene.name), at=scene.at, thing_id=thing_id))
        _write_letters(until=chapter[-1].at + LETTERS_AFTER)


@contextmanager
def _quiet() -> Iterator[None]:
    """Log only what goes wrong: the work of weeks is done in seconds."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


def _write_letters(until: datetime) -> None:
    """Do what was promised, all that falls within the same hours in one go."""
    while True:
        with db.aside() as session:
            due = session.scalar(
                select(func.min(Outbox.due_at)).where(
                    Outbox.done_at.is_(None),
                    Outbox.failed_at.is_(None),
                    Outbox.name.not_in(names_outside()),  # they wait for whoever serves
                )
            )
        if due is None or due > until:
            return
        _move_clock(min(due + AT_ONE_GO, until))
        run_due_jobs()


def _move_clock(at: datetime) -> None:
    reset_clock()
    set_clock(offset=at - now())
