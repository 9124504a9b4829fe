"""Taking in what was said, and letting people read it or not."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from consult.accounts import Person
from consult.contributions.facts import (
    contribution_erased,
    contribution_given_back,
    contribution_hidden,
    contribution_published,
    contribution_recorded,
    contribution_refiled,
    contribution_revised,
    contribution_withdrawn,
)
from consult.contributions.models import (
    Channel,
    Contribution,
    PastVersion,
    State,
    Voice,
)
from consult.contributions.queries import CODE_LENGTH
from consult.contributions.tallies import add_to_tallies
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError
from consult.kernel.i18n import _
from consult.kernel.text import clean, clean_line, markdown_html
from consult.processes import Process

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody confuses when they read them aloud."""


@dataclass(frozen=True, slots=True)
class ContributionDraft:
    """What was said, before it is taken in: text in Markdown, place and theme by id."""

    title: str
    body: str
    municipality_id: int | None = None
    theme_id: int | None = None
    language: str = "it"
    evidence: dict[str, Any] | None = None


def record(
    voice: Voice,
    process: Process,
    channel: Channel,
    draft: ContributionDraft,
    entered_by: Person | None = None,
) -> Contribution:
    """Take in what a voice said, cleaned, to wait for a moderator."""
    contribution = Contribution(
        code="".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH)),
        process_id=process.id,
        voice_id=voice.id,
        channel=channel,
        title=clean_line(draft.title),
        source=clean(draft.body),
        body=markdown_html(draft.body),
        language=draft.language,
        municipality_id=draft.municipality_id,
        theme_id=draft.theme_id,
        submitted_at=now(),
        entered_by_id=entered_by.id if entered_by else None,
        evidence=draft.evidence,
    )
    db.session.add(contribution)
    db.session.flush()
    contribution_recorded.announce(contribution)
    return contribution


def publish(contribution: Contribution) -> None:
    """Let everyone read a contribution; who may do so is asked by the room that does it."""
    db.lock_row(contribution)
    contribution.publish(now())
    db.session.flush()
    add_to_tallies(contribution, 1)
    contribution_published.announce(contribution)


def hide(contribution: Contribution) -> None:
    """Keep a contribution from readers; who may do so is asked by the room that does it."""
    db.lock_row(contribution)
    was_public = contribution.state is State.PUBLISHED
    contribution.hide()
    db.session.flush()
    if was_public:
        add_to_tallies(contribution, -1)
    contribution_hidden.announce(contribution)


def give_back(contribution: Contribution) -> None:
    """Send a waiting contribution back to its author, who may change it and send it again."""
    db.lock_row(contribution)
    contribution.give_back()
    db.session.flush()
    contribution_given_back.announce(contribution)


def withdraw(contribution: Contribution) -> None:
    """Take a contribution away from readers for good; its row and the votes on it stay."""
    db.lock_row(contribution)
    was_public = contribution.is_public
    contribution.withdraw()
    db.session.flush()
    if was_public:
        add_to_tallies(contribution, -1)
    contribution_withdrawn.announce(contribution)


def erase(contribution: Contribution) -> None:
    """Take a contribution from readers and staff alike: its words go, that there was one stays."""
    if contribution.state is not State.WITHDRAWN:
        withdraw(contribution)
    contribution.title = contribution.source = ""
    contribution.body = markdown_html("")
    contribution.municipality_id = None
    db.session.execute(
        delete(PastVersion).where(PastVersion.contribution_id == contribution.id),
        execution_options={"synchronize_session": False},
    )
    db.session.flush()
    contribution_erased.announce(contribution)


def put_back(contribution: Contribution, before: State) -> None:
    """Bring a contribution back to the state it had before a decision that is undone."""
    if before is State.PUBLISHED:
        publish(contribution)
        return
    if contribution.is_public:
        hide(contribution)
    contribution.state = before
    if before in {State.WAITING, State.RETURNED}:
        contribution.published_at = None
    db.session.flush()


def revise(
    person: Person, contribution: Contribution, draft: ContributionDraft, version: int
) -> None:
    """Change what a contribution says, keeping what it said before.

    A contribution that was given back waits for a moderator again. `version` is the one the person
    read: raises `ConflictError` when somebody has changed it since.
    """
    db.lock_row(contribution)
    if contribution.version != version:
        raise ConflictError(_("This text was changed meanwhile. Yours is kept below."))
    db.session.add(
        PastVersion(
            contribution_id=contribution.id,
            number=contribution.version,
            title=contribution.title,
            source=contribution.source,
            until=now(),
            revised_by_id=person.id,
        )
    )
    if contribution.is_public:
        add_to_tallies(contribution, -1)
    contribution.title = clean_line(draft.title)
    contribution.source = clean(draft.body)
    contribution.body = markdown_html(draft.body)
    contribution.municipality_id = draft.municipality_id
    contribution.theme_id = draft.theme_id
    contribution.version += 1
    contribution.revised_at = now()
    if contribution.state is State.RETURNED:
        contribution.state = State.WAITING
    db.session.flush()
    db.session.refresh(contribution, ["municipality", "theme"])
    if contribution.is_public:
        add_to_tallies(contribution, 1)
    contribution_revised.announce(contribution)


def set_theme(contribution: Contribution, theme_id: int | None) -> None:
    """Put a contribution under another theme, or none; its words and their version stay."""
    db.lock_row(contribution)
    if contribution.is_public:
        add_to_tallies(contribution, -1)
    contribution.theme_id = theme_id
    db.session.flush()
    db.session.refresh(contribution, ["theme"])
    if contribution.is_public:
        add_to_tallies(contribution, 1)
    contribution_refiled.announce(contribution)


def set_place(contribution: Contribution, municipality_id: int | None) -> None:
    """Put a contribution in another municipality, or none; its words and their version stay."""
    db.lock_row(contribution)
    if contribution.is_public:
        add_to_tallies(contribution, -1)
    contribution.municipality_id = municipality_id
    db.session.flush()
    db.session.refresh(contribution, ["municipality"])
    if contribution.is_public:
        add_to_tallies(contribution, 1)
    contribution_refiled.announce(contribution)


def count_supports(contribution_id: int, by: int) -> None:
    """Count supports more or less, in the transaction that gives or takes them."""
    _count(contribution_id, Contribution.supports, by)


def count_comments(contribution_id: int, by: int) -> None:
    """Count public comments more or less, in the transaction that shows or hides them."""
    _count(contribution_id, Contribution.comments, by)


def count_many_comments(more: Mapping[int, int]) -> None:
    """Count so many more public comments on each of these, by id, that no session holds."""
    if more:
        db.session.connection().execute(
            update(Contribution)
            .where(Contribution.id == bindparam("of"))
            .values(comments=Contribution.comments + bindparam("more")),
            [{"of": one, "more": many} for one, many in sorted(more.items())],
        )


def _count(contribution_id: int, column: InstrumentedAttribute[int], by: int) -> None:
    query = (
        update(Contribution)
        .where(Contribution.id == contribution_id)
        .values({column: column + by})
        .returning(column)
    )
    count = db.session.scalar(query, execution_options={"synchronize_session": False})
    at_hand = db.session.identity_map.get(identity_key(Contribution, contribution_id))
    if at_hand is not None:
        set_committed_value(at_hand, column.key, count)
