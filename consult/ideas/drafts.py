"""Keeping what was typed until its author has signed in, and sending it once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from consult.accounts import Person
from consult.contributions import Contribution, find_readable
from consult.files import Attachment, PreparedPhoto, attach_photo, photos_of, remove_photos
from consult.ideas.commands import PHOTO_KIND, IdeaDraft, find_place, submit_idea
from consult.ideas.models import KeptDraft
from consult.ideas.policy import is_collecting_ideas
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.jobs import every
from consult.kernel.policy import require
from consult.processes import Process
from consult.taxonomy import get_theme

DRAFT_LIVES = timedelta(days=2)
DRAFT_KIND = "idea_draft"
TOKEN_BYTES = 24
LONGEST_TOKEN = 64
MOST_PHOTOS = 4


def keep_draft(process: Process, draft: IdeaDraft, earlier: KeptDraft | None = None) -> str:
    """Keep what was typed, whoever typed it, and return the token that leads back to it.

    The photos of an `earlier` draft come along. Raises `NotAllowedError` when the process is not
    collecting ideas, and `OutsideTerritoryError` beside the place.
    """
    require(is_collecting_ideas(process, now()))
    find_place(process, draft.place)
    get_theme(process.cycle, draft.theme)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = KeptDraft(
        process_id=process.id,
        token_hash=_hash(token),
        title=draft.title,
        body=draft.body,
        place=draft.place,
        theme=draft.theme,
        created_at=now(),
    )
    db.session.add(kept)
    db.session.flush()
    photos = [*(_photos(earlier) if earlier else []), *draft.photos]
    for photo, words in photos[:MOST_PHOTOS]:
        attach_photo(photo, DRAFT_KIND, kept.id, words)
    return token


def find_draft(process: Process, token: str) -> KeptDraft | None:
    """Return the draft that a token leads to, while it is kept."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    return db.session.scalar(
        select(KeptDraft).where(
            KeptDraft.token_hash == _hash(token),
            KeptDraft.process_id == process.id,
            KeptDraft.created_at > now() - DRAFT_LIVES,
        )
    )


def get_draft(process: Process, token: str) -> KeptDraft:
    """Return the draft that a token leads to. Raises `NotFoundError` when it is not kept."""
    found = find_draft(process, token)
    if found is None:
        raise NotFoundError(_("This draft is no longer kept: drafts last two days."))
    return found


def sent_as(draft: KeptDraft, person: Person | None) -> Contribution | None:
    """Return the idea that a draft became, if the person may read it."""
    if draft.contribution_id is None:
        return None
    return find_readable(draft.contribution_id, person)


def send_draft(person: Person, process: Process, token: str, *, accepts_pact: bool) -> Contribution:
    """Submit a draft, once: sent again, it gives the idea that it became.

    Raises what `submit_idea` raises, and `NotFoundError` when it is not kept or not theirs.
    """
    draft = get_draft(process, token)
    db.lock_row(draft)
    if draft.contribution_id is not None:
        sent = sent_as(draft, person)
        if sent is None:
            raise NotFoundError(_("This draft is no longer kept: drafts last two days."))
        return sent
    idea = submit_idea(
        person,
        process,
        IdeaDraft(
            title=draft.title,
            body=draft.body,
            place=draft.place,
            theme=draft.theme,
            accepts_pact=accepts_pact,
        ),
    )
    db.session.execute(
        update(Attachment)
        .where(Attachment.thing_kind == DRAFT_KIND, Attachment.thing_id == draft.id)
        .values(thing_kind=PHOTO_KIND, thing_id=idea.id)
    )
    draft.contribution_id = idea.id
    draft.title = draft.body = draft.place = draft.theme = ""
    db.session.flush()
    return idea


def how_many_photos(draft: KeptDraft) -> int:
    """Count the photos that wait with a draft."""
    return len(photos_of(DRAFT_KIND, draft.id))


@every(seconds=3600)
def forget_old_drafts() -> None:
    """Let go of drafts that nobody sent in time, their photos with them."""
    old = KeptDraft.created_at <= now() - DRAFT_LIVES
    for draft_id in db.session.scalars(select(KeptDraft.id).where(old)).all():
        remove_photos(DRAFT_KIND, draft_id)
    db.session.execute(delete(KeptDraft).where(old))


def _photos(draft: KeptDraft) -> list[tuple[PreparedPhoto, str]]:
    return [
        (
            PreparedPhoto(
                one.sha256,
                one.bytes,
                one.width,
                one.height,
                one.thumbnail_width,
                one.thumbnail_height,
            ),
            one.text,
        )
        for one in photos_of(DRAFT_KIND, draft.id)
    ]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
