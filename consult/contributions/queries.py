"""Reading what was said: lists by keyset, one thing by its code, counts by place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, defer, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from consult.accounts import Person
from consult.contributions.models import Contribution, PastVersion, State, Voice
from consult.contributions.policy import can_read
from consult.contributions.slots import Standing, standing
from consult.contributions.tallies import NOWHERE, PlaceTally, ProcessTally
from consult.contributions.voices import of_person
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import PAGE_SIZE, Page, paginate
from consult.processes import Process
from consult.taxonomy import Theme
from consult.territory import Municipality

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

CODE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Totals:
    """The public totals of a process, and the version under which they may be kept.

    `imported` contributions came from elsewhere: who said them is not known, nor how many they are.
    """

    contributions: int = 0
    people: int = 0
    version: int = 0
    imported: int = 0


def with_all_shown(query: Select[Contribution]) -> Select[Contribution]:
    """Load with contributions what a list or a page shows of them."""
    return query.options(
        joinedload(Contribution.voice).joinedload(Voice.person).joinedload(Person.municipality),
        joinedload(Contribution.municipality),
        joinedload(Contribution.theme),
    )


@cache
def shown_in_rows() -> Select[Contribution]:
    """What the rows of a list show; written once, as that takes as long as to ask."""
    return select(Contribution).options(
        defer(Contribution.source, raiseload=True),
        joinedload(Contribution.voice, innerjoin=True).load_only(
            Voice.kind, Voice.person_id, Voice.same_as_id, raiseload=True
        ),
        joinedload(Contribution.municipality).load_only(
            Municipality.name, Municipality.slug, raiseload=True
        ),
        joinedload(Contribution.theme).load_only(
            Theme.code, Theme.title, Theme.shape, Theme.colour, raiseload=True
        ),
    )


def said_by(person: Person, *, after: str | None = None) -> Page[Contribution]:
    """Return one page of what a person said, whatever its state, the newest first."""
    query = select(Contribution).join(Contribution.voice).where(of_person(person))
    return paginate(
        with_all_shown(query).options(joinedload(Contribution.process)),
        (Contribution.submitted_at, Contribution.id),
        lambda row: (row.submitted_at, row.id),
        after=after,
    )


def by_state(process: Process, state: State, *, after: str | None = None) -> Page[Contribution]:
    """Return one page of a process's contributions in one state, the newest first."""
    query = select(Contribution).where(
        Contribution.process_id == process.id, Contribution.state == state
    )
    return paginate(
        with_all_shown(query),
        (Contribution.submitted_at, Contribution.id),
        lambda row: (row.submitted_at, row.id),
        after=after,
    )


def longest_waiting(process: Process, size: int = PAGE_SIZE) -> Sequence[Contribution]:
    """Return what waits for a moderator, the longest wait first."""
    query = (
        select(Contribution)
        .where(Contribution.process_id == process.id, Contribution.state == State.WAITING)
        .order_by(Contribution.submitted_at, Contribution.id)
        .limit(size)
    )
    return list(db.session.scalars(with_all_shown(query)))


def count_waiting(process: Process, at_most: int = 1000) -> int:
    """Count what waits for a moderator, no further than asked."""
    some = (
        select(Contribution.id)
        .where(Contribution.process_id == process.id, Contribution.state == State.WAITING)
        .limit(at_most)
    )
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def get_contribution(process: Process, code: str, person: Person | None) -> Contribution:
    """Return one contribution that a person may read.

    Raises `NotFoundError` alike when there is none and when it is hidden from them.
    """
    found = None
    if len(code) == CODE_LENGTH and code.isascii():
        query = select(Contribution).where(
            Contribution.code == code.upper(), Contribution.process_id == process.id
        )
        found = db.session.scalars(with_all_shown(query)).one_or_none()
        if found is not None:
            set_committed_value(found, "process", process)
    if found is None or not can_read(person, found):
        raise NotFoundError(_("There is no such contribution."))
    return found


def contribution_coded(code: str) -> Contribution | None:
    """Return the contribution with this code, whoever may read it; people type it in any case."""
    if len(code) != CODE_LENGTH or not code.isascii():
        return None
    query = select(Contribution).where(Contribution.code == code.upper())
    return db.session.scalars(
        with_all_shown(query).options(joinedload(Contribution.process))
    ).one_or_none()


def find_readable(contribution_id: int, person: Person | None) -> Contribution | None:
    """Return the contribution with this id if there is one that the person may read."""
    query = select(Contribution).where(Contribution.id == contribution_id)
    found = db.session.scalars(
        with_all_shown(query).options(joinedload(Contribution.process))
    ).one_or_none()
    return found if found is not None and can_read(person, found) else None


def author_of(contribution: Contribution) -> Person | None:
    """Return the person who said it, if one did, or has attached the voice that did."""
    said = aliased(Voice)
    return db.session.scalars(
        select(Person)
        .join(Voice, Voice.person_id == Person.id)
        .join(said, said.counted_id == Voice.id)
        .where(said.id == contribution.voice_id)
    ).one_or_none()


def joined_authors(contributions: Sequence[Contribution]) -> dict[int, Person]:
    """Return who said those of these whose voice was attached to a person's, by contribution."""
    joined = {one.id: one.voice.same_as_id for one in contributions if one.voice.same_as_id}
    if not joined:
        return {}
    query = (
        select(Voice).options(joinedload(Voice.person)).where(Voice.id.in_(set(joined.values())))
    )
    people = {voice.id: voice.person for voice in db.session.scalars(query)}
    found = {one: people.get(voice_id) for one, voice_id in joined.items()}
    return {one: person for one, person in found.items() if person is not None}


def speakers_of(contribution_ids: Iterable[int]) -> dict[int, int]:
    """Return the person behind each of these, if there is one: as `author_of`, by id."""
    said = aliased(Voice)
    query = (
        select(Contribution.id, Voice.person_id)
        .select_from(Contribution)
        .join(said, said.id == Contribution.voice_id)
        .join(Voice, Voice.id == said.counted_id)
        .where(Contribution.id.in_(list(contribution_ids)))
    )
    return {one: person_id for one, person_id in db.session.execute(query) if person_id}


def past_versions_of(contribution: Contribution) -> Sequence[PastVersion]:
    """Return what a contribution said before its revisions, the first version first."""
    return list(
        db.session.scalars(
            select(PastVersion)
            .where(PastVersion.contribution_id == contribution.id)
            .order_by(PastVersion.number)
        )
    )


def version_at(contribution: Contribution, moment: datetime) -> int:
    """Return the number of the version that a contribution was read in at a moment."""
    ended = select(func.count(PastVersion.id)).where(
        PastVersion.contribution_id == contribution.id, PastVersion.until <= moment
    )
    return (db.session.scalar(ended) or 0) + 1


def contributions_with(ids: Iterable[int]) -> Sequence[Contribution]:
    """Return the public contributions with these ids, the newest first."""
    wanted = list(ids)
    if not wanted:
        return []
    query = (
        select(Contribution)
        .where(Contribution.id.in_(wanted), Contribution.state == State.PUBLISHED)
        .order_by(Contribution.published_at.desc(), Contribution.id.desc())
    )
    return list(db.session.scalars(with_all_shown(query)))


def totals_of(process: Process) -> Totals:
    """Return the public totals of a process."""
    tally = db.session.scalars(
        select(ProcessTally).where(ProcessTally.process_id == process.id)
    ).one_or_none()
    if tally is None:
        return Totals()
    people = tally.people - tally.imported
    return Totals(tally.contributions, people, tally.version, tally.imported)


def counts_by_place(process: Process, theme: Theme | None = None) -> dict[int, int]:
    """Return how many public contributions each municipality has (on a theme), by its id."""
    query = (
        select(PlaceTally.municipality_id, func.sum(PlaceTally.contributions))
        .where(PlaceTally.process_id == process.id, PlaceTally.municipality_id != NOWHERE)
        .group_by(PlaceTally.municipality_id)
    )
    if theme is not None:
        query = query.where(PlaceTally.theme_id == theme.id)
    rows = db.session.execute(query)
    return {place: int(count) for place, count in rows if count}


def counts_by_theme(process: Process) -> dict[int, int]:
    """Return how many public contributions each theme has, by its id."""
    rows = db.session.execute(
        select(PlaceTally.theme_id, func.sum(PlaceTally.contributions))
        .where(PlaceTally.process_id == process.id, PlaceTally.theme_id != NOWHERE)
        .group_by(PlaceTally.theme_id)
    )
    return {theme: int(count) for theme, count in rows if count}


def standings_of(contributions: Sequence[Contribution]) -> dict[int, Standing]:
    """Return how far each contribution has come: the farthest that any room above tells."""
    told = standing.fill(contributions)
    return {
        contribution.id: max(
            [_own_standing(contribution), *told[contribution.id]],
            key=lambda one: (one.refused, one.stage),
        )
        for contribution in contributions
    }


def _own_standing(contribution: Contribution) -> Standing:
    sentences = {
        State.WAITING: _("A moderator will read it."),
        State.RETURNED: _("A moderator asks its author to change something."),
        State.PUBLISHED: _("Published. The curators are reading it."),
        State.HIDDEN: _("Not published."),
        State.WITHDRAWN: _("Withdrawn by its author."),
    }
    public = contribution.is_public
    return Standing(1 if public else 0, sentences[contribution.state])
