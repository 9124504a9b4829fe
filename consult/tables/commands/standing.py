"""Standing tables: making one, saying what it is for, and who sits at it and runs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from consult.accounts import Person, end_sign_ins, meet, valid_address
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, text
from consult.kernel.policy import require
from consult.kernel.text import BODY_LIMIT, TITLE_LIMIT, clean, clean_line
from consult.processes import Process
from consult.tables.facts import table_changed
from consult.tables.jobs import tell_of_table
from consult.tables.models import Facilitator, Member, MemberKind, Table, TableKind
from consult.tables.policy import can_make_tables, can_prepare_more
from consult.tables.queries import members_of
from consult.taxonomy import Theme
from consult.territory import Municipality, Zone, slug_of

LONGEST_CODE = 40


class UnsoundTableError(RefusedError):
    """A table has a name, and a zone or a theme where its kind asks for one."""


class UnsoundMemberError(RefusedError):
    """Who sits at a table has a name, and an address that works if any."""


@dataclass(frozen=True, slots=True)
class TableDraft:
    """What a table is about, in each language."""

    kind: TableKind
    name: Mapping[str, str]
    mandate: Mapping[str, str]
    zone: Zone | None = None
    theme: Theme | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """Who is to sit at a table; a municipality is called by its own name."""

    kind: MemberKind
    called: str = ""
    delegate: str = ""
    email: str = ""
    municipality: Municipality | None = None


def make_table(person: Person, process: Process, draft: TableDraft) -> Table:
    """Set up a standing table. Raises `NotAllowedError` and `UnsoundTableError`."""
    require(can_make_tables(person, process))
    db.lock_row(process)
    table = Table(process=process, process_id=process.id, created_at=now(), code="")
    _lay(table, draft)
    table.code = _free_code(process, draft)
    db.session.add(table)
    db.session.flush()
    note_act(person, "table.made", table, code=table.code, kind=table.kind.value)
    table_changed.announce(table)
    return table


def change_table(
    person: Person, table: Table, draft: TableDraft, *, version: int | None = None
) -> None:
    """Say otherwise what a table is about.

    Raises as `make_table`, and `ConflictError` for a version that is not the present one.
    """
    db.lock_row(table)
    require(can_make_tables(person, table.process))
    if version not in {None, table.version}:
        raise ConflictError(
            _("Somebody else changed this table meanwhile. Yours is below, not saved yet.")
        )
    _lay(table, draft)
    table.version += 1
    db.session.flush()
    note_act(person, "table.changed", table)
    table_changed.announce(table)


def add_member(person: Person, table: Table, draft: MemberDraft) -> Member:
    """Give someone a place at a table; the same twice is one place.

    Raises `NotAllowedError` and `UnsoundMemberError`.
    """
    require(can_prepare_more(person, table))
    db.lock_row(table)
    member = _member(table, draft)
    held = next((one for one in members_of(table, now()) if _is_same(one, member)), None)
    if held is not None:
        return held
    db.session.add(member)
    db.session.flush()
    note_act(person, "table.member_added", table, member=member.id, kind=member.kind.value)
    return member


def end_member(person: Person, table: Table, member: Member) -> None:
    """Let someone leave a table; that they sat there stays in the record."""
    require(can_prepare_more(person, table))
    if member.table_id != table.id or member.until is not None:
        return
    member.until = now()
    db.session.flush()
    note_act(person, "table.member_ended", table, member=member.id)


def name_facilitator(person: Person, table: Table, email: str) -> Facilitator:
    """Let who reads mail at an address run a table.

    Someone unknown finds it at their first sign-in. Their sign-ins end at once, so that no old
    browser gains the new powers. Raises `RefusedError` beside an address that is none.
    """
    require(can_make_tables(person, table.process))
    db.lock_row(table)
    named = meet(email)
    held = db.session.scalar(
        select(Facilitator).where(
            Facilitator.table_id == table.id, Facilitator.person_id == named.id
        )
    )
    if held is not None:
        return held
    post = Facilitator(table_id=table.id, person_id=named.id, since=now())
    db.session.add(post)
    db.session.flush()
    end_sign_ins(named)
    note_act(person, "table.facilitator_named", table, person_id=named.id)
    tell_of_table.later(facilitator_id=post.id)
    return post


def dismiss_facilitator(person: Person, table: Table, post: Facilitator) -> None:
    """Take a table from who ran it, and end their sign-ins at once."""
    require(can_make_tables(person, table.process))
    if post.table_id != table.id:
        return
    named = db.session.get_one(Person, post.person_id)
    note_act(person, "table.facilitator_dismissed", table, person_id=named.id)
    db.session.delete(post)
    db.session.flush()
    end_sign_ins(named)


def _lay(table: Table, draft: TableDraft) -> None:
    name = {code: clean_line(words) for code, words in draft.name.items()}
    mandate = {code: clean(words) for code, words in draft.mandate.items()}
    if not any(name.values()):
        raise UnsoundTableError(_("Give the table a name."), field="name")
    _check_lengths(name, "name", TITLE_LIMIT)
    _check_lengths(mandate, "mandate", BODY_LIMIT)
    zone = draft.zone if draft.kind is TableKind.ZONE else None
    theme = draft.theme if draft.kind is TableKind.THEME else None
    if draft.kind is TableKind.ZONE and zone is None:
        raise UnsoundTableError(_("Choose the zone of the table."), field="zone")
    if zone is not None and zone.territory_id != table.process.cycle.territory_id:
        raise UnsoundTableError(_("This zone belongs to another plan."), field="zone")
    if draft.kind is TableKind.THEME and theme is None:
        raise UnsoundTableError(_("Choose the theme of the table."), field="theme")
    if theme is not None and theme.cycle_id != table.process.cycle_id:
        raise UnsoundTableError(_("This theme belongs to another plan."), field="theme")
    table.kind, table.zone, table.theme = draft.kind, zone, theme
    table.name = {code: words for code, words in name.items() if words}
    table.mandate = {code: words for code, words in mandate.items() if words}


def _check_lengths(texts: Mapping[str, str], name: str, most: int) -> None:
    for code, words in texts.items():
        if len(words) > most:
            raise UnsoundTableError(_("This text is too long: shorten it."), field=f"{name}_{code}")


def _free_code(process: Process, draft: TableDraft) -> str:
    """Return a short name for the address that no other table of the consultation has."""
    taken = set(db.session.scalars(select(Table.code).where(Table.process_id == process.id)))
    wanted = slug_of(draft.code or text(draft.name))[:LONGEST_CODE].strip("-") or "table"
    code, number = wanted, 1
    while code in taken | {"new"}:
        number += 1
        code = f"{wanted}-{number}"
    return code


def _member(table: Table, draft: MemberDraft) -> Member:
    called = clean_line(draft.called)
    if draft.kind is MemberKind.MUNICIPALITY:
        if draft.municipality is None:
            raise UnsoundMemberError(_("No municipality of the plan is called so."), field="called")
        called = draft.municipality.name
    if not called:
        raise UnsoundMemberError(_("Write a name."), field="called")
    delegate, email = clean_line(draft.delegate), clean_line(draft.email)
    if max(len(called), len(delegate)) > TITLE_LIMIT:
        raise UnsoundMemberError(_("This text is too long: shorten it."), field="called")
    return Member(
        table_id=table.id,
        kind=draft.kind,
        called=called,
        delegate=delegate if draft.kind is not MemberKind.PERSON else "",
        email=valid_address(email) if email else None,
        municipality=draft.municipality if draft.kind is MemberKind.MUNICIPALITY else None,
        since=now(),
    )


def _is_same(held: Member, asked: Member) -> bool:
    return (held.kind, held.called, held.delegate, held.email) == (
        asked.kind,
        asked.called,
        asked.delegate,
        asked.email,
    )
