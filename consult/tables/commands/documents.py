"""The documents of a table and of a session: handing them out, and taking them back."""

from __future__ import annotations

from consult.accounts import Person
from consult.audit import note_act
from consult.files import (
    Document,
    PreparedDocument,
    attach_document,
    documents_of,
    remove_document,
)
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.tables.models import Session, Table
from consult.tables.policy import can_prepare

MOST_DOCUMENTS = 30


def hand_out(person: Person, thing: Table | Session, prepared: PreparedDocument) -> Document:
    """Attach a document to a table or to a session, for everyone who reads its page.

    Raises `NotAllowedError`, and `RefusedError` when there are many already.
    """
    require(can_prepare(person, _table_of(thing)))
    db.lock_row(thing)
    if len(documents_of(thing.__tablename__, thing.id)) >= MOST_DOCUMENTS:
        raise RefusedError(
            ngettext(
                "There is room for %(num)s document.",
                "There is room for %(num)s documents.",
                MOST_DOCUMENTS,
            ),
            field="document",
        )
    document = attach_document(prepared, thing.__tablename__, thing.id)
    note_act(person, "document.handed_out", thing, document=document.id, name=document.name)
    return document


def take_back(person: Person, thing: Table | Session, document_id: int) -> None:
    """Take a document away again. Raises `NotAllowedError` and `NotFoundError`."""
    require(can_prepare(person, _table_of(thing)))
    document = db.session.get(Document, document_id)
    if document is None or (document.thing_kind, document.thing_id) != (
        thing.__tablename__,
        thing.id,
    ):
        raise NotFoundError(_("There is no such document."))
    note_act(person, "document.taken_back", thing, document=document.id, name=document.name)
    remove_document(document)


def _table_of(thing: Table | Session) -> Table:
    return thing.table if isinstance(thing, Session) else thing
