"""The desk of tables: setting one up, saying what it is for, naming who sits at it and runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template
from sqlalchemy.orm import joinedload

from consult.files import documents_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.preparing.forms import (
    DocumentForm,
    FacilitatorForm,
    filled_table_form,
    member_form,
    table_form,
)
from consult.preparing.views.desk import around, at_the_desk, at_the_table, bp, to_table
from consult.tables import (
    MEMBER_KINDS,
    TABLE_FILES,
    TABLE_KINDS,
    Facilitator,
    Member,
    add_member,
    can_make_tables,
    can_prepare_more,
    change_table,
    dismiss_facilitator,
    end_member,
    facilitators_of,
    make_table,
    members_of,
    name_facilitator,
)
from consult.taxonomy import territory_of
from consult.territory import municipalities_on, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.preparing.forms import MemberForm, TableForm
    from consult.processes import Process
    from consult.tables import Table


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the tables one works at, and their next sessions."""
    person, process = at_the_desk(slug)
    return render_template("preparing/index.html", **around(person, process))


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask what a table is about."""
    person, process = at_the_desk(slug)
    require(can_make_tables(person, process))
    return _edit_page(person, process, table_form(process))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Set the table up."""
    person, process = at_the_desk(slug)
    form = table_form(process)
    if form.validate_on_submit():
        person, process = at_the_desk(slug)  # what was read before is read anew
        try:
            table = make_table(person, process, form.draft(process))
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("The table is set up: name who sits at it, and prepare a session."), "success")
            return to_table(table)
    return _edit_page(person, process, form), 422


@bp.get("/<code>")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show a table's sessions, who sits at it and runs it, its documents."""
    person, table = at_the_table(slug, code)
    return table_page(person, table)


@bp.get("/<code>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str) -> ResponseReturnValue:
    """Show what a table is about, to be changed."""
    person, table = at_the_table(slug, code)
    form = filled_table_form(table.process, table)
    return _edit_page(person, table.process, form, table)


@bp.post("/<code>")
@open_to(SIGNED_IN)
def update(slug: str, code: str) -> ResponseReturnValue:
    """Keep what a table is about; the second of two editors loses nothing."""
    person, table = at_the_table(slug, code)
    form, status = table_form(table.process, table), 422
    if form.validate_on_submit():
        person, table = at_the_table(slug, code)
        try:
            change_table(person, table, form.draft(table.process), version=form.version_seen())
        except ConflictError as conflict:
            saved = {"name": table.name, "mandate": table.mandate}
            form.show_conflict(conflict, saved, table.version)
            status = 409
        except RefusedError as refusal:
            _show(form, refusal, table.process)
        else:
            flash(_("Saved."), "success")
            return to_table(table)
    return _edit_page(person, table.process, form, table), status


@bp.post("/<code>/members")
@open_to(SIGNED_IN)
def members_create(slug: str, code: str) -> ResponseReturnValue:
    """Give someone a place at a table."""
    form = member_form()
    sound = form.validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound:
        try:
            add_member(person, table, form.draft(table.process))
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("They sit at the table now."), "success")
            return to_table(table, "#members")
    return table_page(person, table, members=form), 422


@bp.post("/<code>/members/<int:member_id>/delete")
@open_to(SIGNED_IN)
def members_delete(slug: str, code: str, member_id: int) -> ResponseReturnValue:
    """Let someone leave a table."""
    sound = ActionForm().validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound:
        member = db.session.get(Member, member_id)
        if member is None or member.table_id != table.id:
            raise NotFoundError(_("Nobody like this sits at the table."))
        end_member(person, table, member)
        flash(_("They have left the table."), "success")
    return to_table(table, "#members")


@bp.post("/<code>/facilitators")
@open_to(SIGNED_IN)
def facilitators_create(slug: str, code: str) -> ResponseReturnValue:
    """Name who else runs a table."""
    form = FacilitatorForm()
    sound = form.validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound:
        try:
            name_facilitator(person, table, form.email.data or "")
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Named. We write to tell them."), "success")
            return to_table(table, "#facilitators")
    return table_page(person, table, facilitators=form), 422


@bp.post("/<code>/facilitators/<int:post_id>/delete")
@open_to(SIGNED_IN)
def facilitators_delete(slug: str, code: str, post_id: int) -> ResponseReturnValue:
    """Take a table from who ran it."""
    sound = ActionForm().validate_on_submit()
    person, table = at_the_table(slug, code)
    if sound:
        post = db.session.get(Facilitator, post_id, options=[joinedload(Facilitator.person)])
        if post is None or post.table_id != table.id:
            raise NotFoundError(_("Nobody like this runs the table."))
        dismiss_facilitator(person, table, post)
        flash(_("They do not run this table any more."), "success")
    return to_table(table, "#facilitators")


def table_page(
    person: Person,
    table: Table,
    members: MemberForm | None = None,
    facilitators: FacilitatorForm | None = None,
    document: DocumentForm | None = None,
) -> str:
    """Return the page of a table at the desk, with whichever form came back."""
    process = table.process
    return render_template(
        "preparing/show.html",
        table=table,
        kinds=TABLE_KINDS,
        member_kinds=MEMBER_KINDS,
        members=members_of(table, now()),
        facilitators=facilitators_of(table),
        documents=documents_of(TABLE_FILES, table.id),
        member_form=members or member_form(empty=True),
        facilitator_form=facilitators or FacilitatorForm(formdata=None),
        document_form=document or DocumentForm(formdata=None),
        action=ActionForm(formdata=None),
        places=municipalities_on(territory_of(process.cycle), today()),
        may_prepare=can_prepare_more(person, table),
        **around(person, process),
    )


def _show(form: TableForm, refusal: RefusedError, process: Process) -> None:
    """Put a refusal about a text beside its first language."""
    if refusal.field in {"name", "mandate"}:
        refusal.field = f"{refusal.field}_{process.languages[0]}"
    form.show(refusal)


def _edit_page(
    person: Person, process: Process, form: TableForm, table: Table | None = None
) -> str:
    return render_template(
        "preparing/edit.html",
        form=form,
        table=table,
        may_change=can_make_tables(person, process),
        **around(person, process),
    )
