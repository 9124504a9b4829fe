"""Reads of imports: those of a consultation, one of them, and its refused rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.exchange.models import Import, Kind, Profile, Refusal
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process

MOST_SHOWN = 50
LARGEST_ID = 2**31


def imports_of(process: Process) -> Sequence[Import]:
    """Return the latest imports of a consultation, the newest first."""
    query = select(Import).where(Import.process_id == process.id).order_by(Import.id.desc())
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def get_import(process: Process, number: int) -> Import:
    """Return an import of a consultation. Raises `NotFoundError`."""
    made = db.session.get(Import, number) if 0 < number < LARGEST_ID else None
    if made is None or made.process_id != process.id:
        raise NotFoundError(_("There is no such import."))
    return made


def archive_of(made: Import) -> Sequence[Import]:
    """Return what came in the same archive as an import, itself too, in the order it is taken."""
    first = made.follows_id or made.id
    query = select(Import).where((Import.id == first) | (Import.follows_id == first))
    return db.session.scalars(query.order_by(Import.id)).all()


def refusals_of(made: Import, most: int) -> Sequence[Refusal]:
    """Return the first rows of an import that were refused, in their order."""
    query = select(Refusal).where(Refusal.import_id == made.id).order_by(Refusal.row)
    return db.session.scalars(query.limit(most)).all()


def profiles_of(kind: Kind) -> Sequence[Profile]:
    """Return the columns kept for a kind of file, by name."""
    query = select(Profile).where(Profile.kind == kind).order_by(Profile.name)
    return db.session.scalars(query).all()
