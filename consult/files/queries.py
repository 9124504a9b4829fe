"""Reading what is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.files.models import Attachment, Document
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence


def photos_of(kind: str, thing_id: int) -> Sequence[Attachment]:
    """The photos of a thing, the first one first."""
    return db.session.scalars(
        select(Attachment)
        .where(Attachment.thing_kind == kind, Attachment.thing_id == thing_id)
        .order_by(Attachment.id)
    ).all()


def documents_of(kind: str, thing_id: int) -> Sequence[Document]:
    """The documents of a thing, the first one first."""
    return db.session.scalars(
        select(Document)
        .where(Document.thing_kind == kind, Document.thing_id == thing_id)
        .order_by(Document.id)
    ).all()
