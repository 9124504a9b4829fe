"""The documents of a table and of a session: handed out to whoever reads its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash

from consult.files import MOST_DOCUMENT_BYTES
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.preparing.forms import DocumentForm
from consult.preparing.views.desk import at_the_session, at_the_table, bp, to_session, to_table
from consult.preparing.views.sessions import page_of
from consult.preparing.views.standing import table_page
from consult.tables import hand_out, take_back

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.tables import Session, Table

MOST_UPLOAD_BYTES = MOST_DOCUMENT_BYTES + 64 * 1024


@bp.post("/<code>/documents")
@open_to(SIGNED_IN)
def documents_create(slug: str, code: str) -> ResponseReturnValue:
    """Hand a document out with a table."""
    form = DocumentForm()
    sound = form.validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound and _handed_out(person, table, form):
        return to_table(table, "#documents")
    return table_page(person, table, document=form), 422


@bp.post("/<code>/documents/<int:document_id>/delete")
@open_to(SIGNED_IN)
def documents_delete(slug: str, code: str, document_id: int) -> ResponseReturnValue:
    """Take a table's document back."""
    sound = ActionForm().validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound:
        take_back(person, table, document_id)
        flash(_("The document is gone."), "success")
    return to_table(table, "#documents")


@bp.post("/<code>/sessions/<int:number>/documents")
@open_to(SIGNED_IN)
def session_documents_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Hand a document out with a session."""
    form = DocumentForm()
    sound = form.validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound and _handed_out(person, session, form):
        return to_session(session, "#documents")
    return page_of(person, session, document=form), 422


@bp.post("/<code>/sessions/<int:number>/documents/<int:document_id>/delete")
@open_to(SIGNED_IN)
def session_documents_delete(
    slug: str, code: str, number: int, document_id: int
) -> ResponseReturnValue:
    """Take a session's document back."""
    sound = ActionForm().validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        take_back(person, session, document_id)
        flash(_("The document is gone."), "success")
    return to_session(session, "#documents")


documents_create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]  # told by the view itself
session_documents_create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]  # as above


def _handed_out(person: Person, thing: Table | Session, form: DocumentForm) -> bool:
    if form.prepared is None:
        return False
    try:
        hand_out(person, thing, form.prepared)
    except RefusedError as refusal:
        form.show(refusal)
        return False
    flash(_("Added: everyone can fetch it."), "success")
    return True
