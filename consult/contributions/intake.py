"""Taking in what was said elsewhere: many at once, counted in a few statements, never twice."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sqlalchemy import insert, select

from consult.contributions.commands import CODE_LETTERS, withdraw
from consult.contributions.facts import (
    Arrival,
    Arrivals,
    contribution_recorded,
    contribution_revised,
    contributions_arrived,
)
from consult.contributions.models import (
    Channel,
    Contribution,
    State,
    Voice,
    VoiceKind,
)
from consult.contributions.queries import CODE_LENGTH
from consult.contributions.reactions import SEARCH_KIND
from consult.contributions.tallies import add_arrivals, add_to_tallies
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.text import as_markdown, clean_line, markdown_html
from consult.search import Found, Stemmed, index_new

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWN = frozenset({State.PUBLISHED, State.HIDDEN, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class ArrivalDraft:
    """What was said elsewhere, cleaned and rendered before the database is held.

    `title` is whole, however long; `submitted_at` is when it was said there.
    """

    source_id: str
    title: str
    source: str
    body: Markup
    language: str
    channel: Channel
    state: State
    submitted_at: datetime
    municipality_id: int | None
    theme_id: int | None
    evidence: Mapping[str, Any]
    stemmed: Stemmed | None = None


def arrival_words(title: str, plain: str) -> tuple[str, str, Markup]:
    """Return a title on one line, a plain text as Markdown and as HTML: what a draft is made of."""
    source = as_markdown(plain)
    return clean_line(title), source, markdown_html(source)


def take_in(process_id: int, source_system: str, drafts: Sequence[ArrivalDraft]) -> dict[str, int]:
    """Take in many contributions of another system, and return their ids by their ids there.

    Each is one voice of its own: a file does not say who spoke twice. Those that wait go before a
    moderator like any other; who may do all this is asked by the room that does it.
    """
    if not drafts:
        return {}
    voices = db.session.scalars(
        insert(Voice).returning(Voice.id),
        [{"kind": VoiceKind.IMPORTED, "created_at": now()} for _one in drafts],
    ).all()
    rows = [
        _values(process_id, source_system, one) | {"voice_id": voice_id}
        for one, voice_id in zip(drafts, voices, strict=True)
    ]
    added = db.session.execute(
        insert(Contribution).returning(
            Contribution.id, Contribution.source_id, Contribution.voice_id
        ),
        rows,
        # Nulls too, so that all rows are of one shape, and go in one statement.
        execution_options={"render_nulls": True},
    ).all()
    ids = {row.source_id: row.id for row in added}
    voice_of = {row.id: row.voice_id for row in added}
    _make_known(process_id, [one for one in drafts if one.state is State.PUBLISHED], ids, voice_of)
    _let_wait([ids[one.source_id] for one in drafts if one.state not in SHOWN])
    return ids


def _values(process_id: int, source_system: str, one: ArrivalDraft) -> dict[str, Any]:
    public = one.state is State.PUBLISHED
    return {
        "code": "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH)),
        "process_id": process_id,
        "channel": one.channel,
        "title": one.title,
        "source": one.source,
        "body": one.body,
        "language": one.language,
        "municipality_id": one.municipality_id,
        "theme_id": one.theme_id,
        "state": one.state,
        "submitted_at": one.submitted_at,
        "published_at": one.submitted_at if public else None,
        "evidence": dict(one.evidence),
        "source_system": source_system,
        "source_id": one.source_id,
    }


def _make_known(
    process_id: int,
    drafts: Sequence[ArrivalDraft],
    ids: Mapping[str, int],
    voice_of: Mapping[int, int],
) -> None:
    """Count what came in public, make it findable, and tell the rooms above, once for all."""
    if not drafts:
        return
    found = [
        Found(ids[one.source_id], one.language, one.title, one.source, one.stemmed)
        for one in drafts
    ]
    index_new(SEARCH_KIND, found)
    public = [
        Arrival(
            id=ids[one.source_id],
            voice_id=voice_of[ids[one.source_id]],
            municipality_id=one.municipality_id,
            theme_id=one.theme_id,
        )
        for one in drafts
    ]
    places = Counter((one.municipality_id, one.theme_id) for one in public)
    add_arrivals(process_id, places, [one.voice_id for one in public])
    contributions_arrived.announce(Arrivals(process_id, public))


def _let_wait(ids: Sequence[int]) -> None:
    if ids:
        waiting = select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
        for one in db.session.scalars(waiting):
            contribution_recorded.announce(one)


def bring_up_to_date(contribution: Contribution, draft: ArrivalDraft) -> bool:
    """Let a contribution say what it says elsewhere by now; its version before is not kept here.

    Whoever moderated it here has the last word: its state stays. Returns whether anything that
    people read has changed.
    """
    db.lock_row(contribution)
    words = (contribution.title, contribution.source) != (draft.title, draft.source)
    places = (contribution.municipality_id, contribution.theme_id) != (
        draft.municipality_id,
        draft.theme_id,
    )
    contribution.evidence = dict(draft.evidence)
    contribution.channel = draft.channel
    contribution.language = draft.language
    contribution.submitted_at = draft.submitted_at
    if words or places:
        if contribution.is_public:
            add_to_tallies(contribution, -1)
        contribution.title, contribution.source = draft.title, draft.source
        contribution.body = draft.body
        contribution.municipality_id, contribution.theme_id = (
            draft.municipality_id,
            draft.theme_id,
        )
        contribution.version += 1
        contribution.revised_at = now()
        db.session.flush()
        if contribution.is_public:
            add_to_tallies(contribution, 1)
        contribution_revised.announce(contribution)
    db.session.flush()
    return words or places


def send_back(contribution: Contribution) -> None:
    """Undo that a contribution came in: it leaves every count, and its row goes.

    Only for what nobody here has used yet; the room that undoes an import has made sure of it.
    """
    if contribution.state is not State.WITHDRAWN:
        withdraw(contribution)
    db.session.delete(contribution)
    db.session.flush()
