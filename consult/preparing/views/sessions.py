"""The desk of a session: preparing it in one form, changing it, calling it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template

from consult.files import documents_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.preparing.forms import (
    CancellationForm,
    DocumentForm,
    MethodForm,
    new_session_form,
    saved_of,
    session_form,
)
from consult.preparing.views.desk import (
    around,
    at_the_session,
    at_the_table,
    bp,
    to_session,
    url_of,
)
from consult.processes import clock_name
from consult.tables import (
    BLOCK_KINDS,
    SESSION_FILES,
    announce_session,
    can_change_block,
    can_change_session,
    can_move_session,
    can_prepare_more,
    cancel_session,
    change_session,
    fit_words,
    invitations_to,
    method_words,
    methods,
    prepare_session,
    rule_words,
    saved_methods_of,
    session_desks,
    slices_of,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.preparing.forms import SessionForm
    from consult.tables import Session, Table


@bp.get("/<code>/sessions/new")
@open_to(SIGNED_IN)
def sessions_new(slug: str, code: str) -> ResponseReturnValue:
    """Ask for all that a session needs, in one form."""
    person, table = at_the_table(slug, code)
    require(can_prepare_more(person, table))
    form = new_session_form(table.process, saved_methods_of(table.process))
    return _form_page(person, table, form)


@bp.post("/<code>/sessions")
@open_to(SIGNED_IN)
def sessions_create(slug: str, code: str) -> ResponseReturnValue:
    """Prepare the session, and go to its agenda."""
    person, table = at_the_table(slug, code)
    form = new_session_form(table.process, saved_methods_of(table.process))
    if form.validate_on_submit():
        person, table = at_the_table(slug, code)  # what was read before is read anew
        try:
            draft = form.draft(table.process)
            method = form.method_chosen(saved_methods_of(table.process))
            session = prepare_session(person, table, draft, method)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("The session is prepared: this is its agenda."), "success")
            return to_session(session)
    return _form_page(person, table, form), 422


@bp.get("/<code>/sessions/<int:number>")
@open_to(SIGNED_IN)
def sessions_show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show a session's agenda, to be changed block by block, and all that goes with it."""
    return page_of(*at_the_session(slug, code, number))


@bp.get("/<code>/sessions/<int:number>/edit")
@open_to(SIGNED_IN)
def sessions_edit(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show what is said of a session, to be changed."""
    person, session = at_the_session(slug, code, number)
    form = session_form(session, filled=True)
    return _form_page(person, session.table, form, session)


@bp.post("/<code>/sessions/<int:number>")
@open_to(SIGNED_IN)
def sessions_update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Keep it; the second of two editors sees what is saved and loses nothing."""
    person, session = at_the_session(slug, code, number)
    form, status = session_form(session, filled=False), 422
    if form.validate_on_submit():
        person, session = at_the_session(slug, code, number)
        try:
            draft = form.draft(session.table.process)
            change_session(person, session, draft, version=form.version_seen())
        except ConflictError as conflict:
            form.show_conflict(conflict, saved_of(session), session.version)
            status = 409
        except NotAllowedError as refusal:
            form.show(refusal)
            status = 403
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return to_session(session)
    return _form_page(person, session.table, form, session), status


@bp.post("/<code>/sessions/<int:number>/announcement")
@open_to(SIGNED_IN)
def announcement_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Let everyone read of the session."""
    sound = ActionForm().validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        announce_session(person, session)
        flash(_("Announced: everyone reads when and where it is."), "success")
    return to_session(session)


@bp.post("/<code>/sessions/<int:number>/cancellation")
@open_to(SIGNED_IN)
def cancellation_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Call a session off; pressed twice, it is off once."""
    form = CancellationForm()
    sound = form.validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        if not session.is_cancelled:
            cancel_session(person, session, form.because.data or "")
            flash(_("Called off: everyone reads why, and we write to the invited."), "success")
        return to_session(session)
    return page_of(person, session, cancellation=form), 422


def page_of(
    person: Person,
    session: Session,
    cancellation: CancellationForm | None = None,
    method: MethodForm | None = None,
    document: DocumentForm | None = None,
) -> str:
    """Return the page of a session at the desk, with whichever form came back."""
    table = session.table
    return render_template(
        "preparing/session.html",
        table=table,
        session=session,
        url_of=url_of,
        slices=slices_of(session),
        fit=fit_words(session),
        kinds=BLOCK_KINDS,
        rules={block.id: rule_words(block) for block in session.blocks},
        may_change_block={block.id: can_change_block(person, block) for block in session.blocks},
        may_change=can_change_session(person, session),
        may_move=can_move_session(person, session),
        method=method_words(session),
        links=session_desks.fill([session])[session.id],
        invitations=invitations_to(session),
        documents=documents_of(SESSION_FILES, session.id),
        document_form=document or DocumentForm(formdata=None),
        method_form=method or MethodForm(formdata=None),
        cancellation=cancellation or CancellationForm(formdata=None),
        action=ActionForm(formdata=None),
        **around(person, table.process),
    )


def _form_page(
    person: Person, table: Table, form: SessionForm, session: Session | None = None
) -> str:
    process = table.process
    return render_template(
        "preparing/session_edit.html",
        table=table,
        session=session,
        form=form,
        methods=methods(),
        may_change=can_change_session(person, session) if session else None,
        clock_name=clock_name(session.starts_at if session else now(), process.time_zone),
        **around(person, process),
    )
