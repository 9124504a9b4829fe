"""The agenda of a session: adding blocks, changing them, moving them, keeping it as a method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean, clean_line
from consult.tables.agendas import (
    LONGEST_BLOCK,
    LONGEST_CARD,
    MOST_BLOCKS,
    MOST_CARDS,
    MOST_DOTS,
    RULES,
    BlockDraft,
)
from consult.tables.models import Block, SavedMethod, Session
from consult.tables.policy import can_change_block, can_change_session
from consult.tables.queries import lock_session

PROMPT_LIMIT = 500
MOST_SAVED = 50
BOUNDS = {
    "cards_each": MOST_CARDS,
    "card_length": LONGEST_CARD,
    "dots_each": MOST_DOTS,
    "dots_per_card": MOST_DOTS,
}


class UnsoundBlockError(RefusedError):
    """A block has a title and some minutes, and rules that can be followed."""


def lay_agenda(session: Session, blocks: Sequence[BlockDraft]) -> None:
    """Give a new session its blocks, in their order."""
    session.blocks = [
        Block(position=position, **_checked(draft)) for position, draft in enumerate(blocks)
    ]


def add_block(
    person: Person, session: Session, draft: BlockDraft, after: Block | None = None
) -> Block:
    """Add a block after another, or at the end; never before one that has begun.

    Raises `NotAllowedError` once the session is over, and `UnsoundBlockError` beside a field.
    """
    lock_session(session)
    require(can_change_session(person, session))
    if len(session.blocks) >= MOST_BLOCKS:
        raise UnsoundBlockError(
            ngettext(
                "An agenda has %(num)s block at most.",
                "An agenda has %(num)s blocks at most.",
                MOST_BLOCKS,
            )
        )
    block = Block(**_checked(draft))
    place = _place_of(session, after) + 1 if after is not None else len(session.blocks)
    order = list(session.blocks)
    order.insert(max(place, _first_to_come(order)), block)
    _put_in_order(session, order)
    note_act(person, "block.added", block, session=session.id)
    return block


def change_block(
    person: Person, block: Block, draft: BlockDraft, *, version: int | None = None
) -> None:
    """Change a block that has not begun.

    Raises `NotAllowedError` once it has, `ConflictError` for a version that is not the present
    one, and `UnsoundBlockError` beside a field.
    """
    lock_session(block.session)
    require(can_change_block(person, block))
    if version not in {None, block.version}:
        raise ConflictError(
            _("Somebody else changed this block meanwhile. Yours is below, not saved yet.")
        )
    for name, value in _checked(draft).items():
        setattr(block, name, value)
    block.version += 1
    db.session.flush()
    note_act(person, "block.changed", block, session=block.session_id)


def move_block(person: Person, block: Block, *, up: bool) -> None:
    """Move a block one place earlier or later, among those that have not begun."""
    session = block.session
    lock_session(session)
    require(can_change_block(person, block))
    order = list(session.blocks)
    here = _place_of(session, block)
    there = here - 1 if up else here + 1
    if not _first_to_come(order) <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    _put_in_order(session, order)
    note_act(person, "block.moved", block, session=session.id, up=up)


def remove_block(person: Person, block: Block) -> None:
    """Take a block that has not begun off the agenda."""
    session = block.session
    lock_session(session)
    require(can_change_block(person, block))
    note_act(person, "block.removed", block, session=session.id, title=block.title)
    session.blocks.remove(block)
    _put_in_order(session, list(session.blocks))


def save_method(person: Person, session: Session, name: str) -> SavedMethod:
    """Keep an agenda under a name, to prepare other sessions from; the same name is written over.

    Raises `NotAllowedError`, and `RefusedError` without a name or without blocks.
    """
    require(can_change_session(person, session))
    process = session.table.process
    db.lock_row(process)
    called = clean_line(name)
    if not called or len(called) > TITLE_LIMIT:
        raise RefusedError(_("Write a name for the method."), field="name")
    if not session.blocks:
        raise RefusedError(_("This agenda has no blocks yet."), field="name")
    saved = db.session.scalar(
        select(SavedMethod).where(SavedMethod.process_id == process.id, SavedMethod.name == called)
    )
    if saved is None:
        _leave_room(process.id)
        saved = SavedMethod(process_id=process.id, name=called)
        db.session.add(saved)
    saved.agenda = [draft_of(block).kept() for block in session.blocks]
    saved.saved_by_id, saved.saved_at = person.id, now()
    db.session.flush()
    note_act(person, "method.saved", saved, session=session.id)
    return saved


def draft_of(block: Block) -> BlockDraft:
    """Return a block as it was planned, whatever became of it."""
    return BlockDraft(
        kind=block.kind,
        title=block.title,
        minutes=block.minutes,
        prompt=block.prompt,
        hidden_until_reveal=block.hidden_until_reveal,
        settings=block.settings,
        **{rule: getattr(block, rule) for rule in RULES},
    )


def _leave_room(process_id: int) -> None:
    kept = db.session.scalar(
        select(func.count()).select_from(SavedMethod).where(SavedMethod.process_id == process_id)
    )
    if (kept or 0) >= MOST_SAVED:
        raise RefusedError(
            _("The team keeps %(most)d methods already.", most=MOST_SAVED), field="name"
        )


def _place_of(session: Session, block: Block) -> int:
    return next(n for n, one in enumerate(session.blocks) if one.id == block.id)


def _first_to_come(order: Sequence[Block]) -> int:
    """The first place in which a block may stand: after all that have begun."""
    begun = [n for n, block in enumerate(order) if block.began_at is not None]
    return begun[-1] + 1 if begun else 0


def _put_in_order(session: Session, order: Sequence[Block]) -> None:
    """Number the blocks anew; in two steps, as no two may have one place at any moment."""
    for place, block in enumerate(order):
        block.position = MOST_BLOCKS * 2 + place
    session.blocks = list(order)
    db.session.flush()
    for place, block in enumerate(order):
        block.position = place
    db.session.flush()


def _checked(draft: BlockDraft) -> dict[str, Any]:
    """Return what is kept of a draft; raises `UnsoundBlockError` beside what is wrong."""
    title, prompt = clean_line(draft.title), clean(draft.prompt)
    if not 0 < len(title) <= TITLE_LIMIT:
        raise UnsoundBlockError(_("Give the block a title."), field="title")
    if len(prompt) > PROMPT_LIMIT:
        raise UnsoundBlockError(_("This text is too long: shorten it."), field="prompt")
    if not 0 < draft.minutes <= LONGEST_BLOCK:
        raise UnsoundBlockError(
            _("A block takes from 1 to %(most)d minutes.", most=LONGEST_BLOCK), field="minutes"
        )
    for rule, most in BOUNDS.items():
        number = getattr(draft, rule)
        if number is not None and not 0 < number <= most:
            raise UnsoundBlockError(
                _("Write a number from 1 to %(most)d, or nothing.", most=most), field=rule
            )
    if draft.dots_each and draft.dots_per_card and draft.dots_per_card > draft.dots_each:
        raise UnsoundBlockError(
            _("One card takes no more dots than one person has."), field="dots_per_card"
        )
    return {
        "kind": draft.kind,
        "title": title,
        "prompt": prompt,
        "minutes": draft.minutes,
        "hidden_until_reveal": draft.hidden_until_reveal,
        "settings": dict(draft.settings),
        **{rule: getattr(draft, rule) for rule in RULES},
    }
