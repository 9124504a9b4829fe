"""Taking in what was said, and letting people read it or not."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from consult.accounts import Person
from consult.contributions.facts import (
    contribution_hidden,
    contribution_published,
    contribution_recorded,
)
from consult.contributions.models import Channel, Contribution, State, Voice, VoiceKind
from consult.contributions.queries import CODE_LENGTH
from consult.contributions.tallies import add_to_tallies
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.text import clean, clean_line, markdown_html
from consult.processes import Process

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


def voice_of(person: Person) -> Voice:
    """Return the voice of a person, made the first time they speak."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(Voice)
        .values(kind=VoiceKind.PERSON, person_id=person.id, created_at=now())
        .on_conflict_do_nothing(index_elements=["person_id"])
    )
    return db.session.scalars(select(Voice).where(Voice.person_id == person.id)).one()


def record(
    voice: Voice,
    process: Process,
    channel: Channel,
    draft: ContributionDraft,
    entered_by: Person | None = None,
) -> Contribution:
    """Take in what a voice said, cleaned, to wait for a moderator."""
    contribution = Contribution(
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
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
