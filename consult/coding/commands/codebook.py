"""Keeping the codebook: making a code, changing it, retiring it with what is under it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from consult.audit import note_act
from consult.coding.hues import HUES
from consult.coding.models import Code, Tie
from consult.coding.policy import can_keep_codebook
from consult.coding.queries.codebook import codes_of
from consult.ideamap import Node, nodes_in
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import COMMENT_LIMIT, TITLE_LIMIT, clean, clean_line
from consult.processes import Process
from consult.taxonomy import platforms_of, strategies_of, themes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consult.accounts import Person
    from consult.taxonomy import Platform, Strategy, Theme

DEEPEST = 6


class UnsoundCodeError(RefusedError):
    """A code has a name of its own under its parent, and its tree has no rings."""


class StaleCodeError(ConflictError):
    """Somebody else has changed this code since its page was opened."""


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as somebody wants it; `colour` is 1 to 12, none takes that of its parent."""

    name: str
    parent_id: int | None = None
    description: str = ""
    colour: int | None = None
    tie: tuple[Tie, int] | None = None
    is_codable: bool = True
    is_in_vivo: bool = False


def make_code(person: Person, process: Process, draft: CodeDraft) -> Code:
    """Put a code into the codebook; one that is called so already under its parent is that one.

    Raises `NotAllowedError` and `UnsoundCodeError`.
    """
    return code_maker(person, process)(draft)


def code_maker(person: Person, process: Process) -> Callable[[CodeDraft], Code]:
    """Return what puts one code after another into the codebook, as `make_code` does.

    The codebook is held and read once, however many come. Raises `NotAllowedError`.
    """
    require(can_keep_codebook(person, process))
    db.lock_row(process)
    book = _Book(codes_of(process))
    last = db.session.scalar(select(func.max(Code.position)).where(Code.process_id == process.id))
    places = count((last or 0) + 1)

    def make(draft: CodeDraft) -> Code:
        there = book.by_key.get(_key(_parent(book, draft.parent_id, None), _name(draft)))
        if there is not None:
            return there
        code = Code(
            process_id=process.id,
            position=next(places),
            is_in_vivo=draft.is_in_vivo,
            made_at=now(),
            made_by_id=person.id,
        )
        _write(code, process, book, draft)
        db.session.add(code)
        db.session.flush()
        book.take(code)
        note_act(person, "code.made", code, process=process.id)
        return code

    return make


def change_code(
    person: Person, process: Process, code: Code, draft: CodeDraft, version: int
) -> None:
    """Change what a code is called, where it hangs and what it is. `version` is the one read.

    Raises `NotAllowedError`, `UnsoundCodeError` and `StaleCodeError`.
    """
    require(can_keep_codebook(person, process))
    db.lock_row(process)
    db.lock_row(code)
    if code.version != version:
        raise StaleCodeError(_("Somebody else has changed this code. Look, then change it again."))
    book = _Book(codes_of(process))
    key = _key(_parent(book, draft.parent_id, code), _name(draft))
    if book.by_key.get(key, code) is not code:
        raise UnsoundCodeError(_("Another code is called so already."), field="name")
    _write(code, process, book, draft)
    code.version += 1
    db.session.flush()
    note_act(person, "code.changed", code, process=process.id)


def retire_code(person: Person, process: Process, code: Code) -> None:
    """Take a code out of the codebook with what is under it; its marks stay where they are."""
    require(can_keep_codebook(person, process))
    if code.process_id != process.id:
        raise UnsoundCodeError(_("There is no such code."))
    db.lock_row(process)
    gone = [code.id, *(one.id for one in under(codes_of(process), code))]
    db.session.execute(
        update(Code).where(Code.id.in_(gone)).values(retired_at=now(), sibling_key=None)
    )
    db.session.flush()
    note_act(person, "code.retired", code, process=process.id, codes=len(gone))


def under(codes: Sequence[Code], code: Code) -> list[Code]:
    """Return the codes below one, however deep."""
    found, level = [], [code.id]
    while level:
        below = [one for one in codes if one.parent_id in level]
        found += below
        level = [one.id for one in below]
    return found


class _Book:
    """The codes as they stand, found without reading them again."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self.by_id: dict[int, Code] = {}
        self.by_key: dict[str | None, Code] = {}
        self.tops = 0
        for code in codes:
            self.take(code)

    def take(self, code: Code) -> None:
        """Take in one that is new."""
        self.by_id[code.id] = self.by_key[code.sibling_key] = code
        self.tops += code.parent_id is None


def _write(code: Code, process: Process, book: _Book, draft: CodeDraft) -> None:
    parent = _parent(book, draft.parent_id, code)
    code.name = _name(draft)
    code.parent_id = parent.id if parent else None
    code.sibling_key = _key(parent, code.name)
    code.description = clean(draft.description)[:COMMENT_LIMIT]
    code.colour = _colour(code, book, parent, draft.colour)
    code.is_codable = draft.is_codable
    code.theme_id = code.platform_id = code.strategy_id = code.node_id = None
    if draft.tie is not None:
        tie, of_plan = draft.tie
        if of_plan not in {one.id for one in _of_plan(process, tie)}:
            raise UnsoundCodeError(_("There is no such part of the plan."), field="tie")
        setattr(code, f"{tie.value}_id", of_plan)


def _of_plan(process: Process, tie: Tie) -> Sequence[Theme | Platform | Strategy | Node]:
    if tie is Tie.THEME:
        return themes_of(process.cycle)
    if tie is Tie.NODE:
        return nodes_in(process)
    return platforms_of(process.cycle) if tie is Tie.PLATFORM else strategies_of(process.cycle)


def _colour(code: Code, book: _Book, parent: Code | None, wanted: int | None) -> int:
    if wanted is not None and 1 <= wanted <= len(HUES):
        return wanted
    if parent is not None:
        return parent.colour
    return code.colour or book.tops % len(HUES) + 1


def _name(draft: CodeDraft) -> str:
    name = clean_line(draft.name)
    if not name or len(name) > TITLE_LIMIT:
        raise UnsoundCodeError(_("Give the code a name of 150 characters at most."), field="name")
    return name


def _key(parent: Code | None, name: str) -> str:
    return f"{parent.id if parent else 0}:{name.casefold()}"


def _parent(book: _Book, parent_id: int | None, code: Code | None) -> Code | None:
    """Return the code to hang under; none that hangs under the code itself, none too deep."""
    if parent_id is None:
        return None
    held = book.by_id
    parent, at, depth = held.get(parent_id), held.get(parent_id), 0
    while at is not None:
        depth += 1
        if (code is not None and at.id == code.id) or depth >= DEEPEST:
            at = parent = None
            break
        at = held.get(at.parent_id or 0)
    if parent is None:
        raise UnsoundCodeError(_("A code cannot hang there."), field="parent_id")
    return parent
