"""The agenda at the desk: adding, changing, moving and removing blocks, keeping it as a method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError, ConflictError, NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.preparing.forms import (
    BLOCK_FIELDS,
    MethodForm,
    changed_block_form,
    filled_block_form,
    new_block_form,
)
from consult.preparing.views.desk import around, at_the_session, bp, to_session, url_of
from consult.preparing.views.sessions import page_of
from consult.tables import (
    add_block,
    can_change_block,
    can_change_session,
    change_block,
    move_block,
    remove_block,
    save_method,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.preparing.forms import BlockForm
    from consult.tables import Block, Session


@bp.get("/<code>/sessions/<int:number>/blocks/new")
@open_to(SIGNED_IN, query=("after",))
def blocks_new(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Ask for one more block, at the end or after another."""
    person, session = at_the_session(slug, code, number)
    return _form_page(person, session, new_block_form())


@bp.post("/<code>/sessions/<int:number>/blocks")
@open_to(SIGNED_IN, query=("after",))
def blocks_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Add the block."""
    form = new_block_form()
    sound = form.validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        try:
            block = add_block(person, session, form.draft(), after=_after(session))
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("The block is on the agenda."), "success")
            return to_session(session, f"#block-{block.id}")
    return _form_page(person, session, form), 422


@bp.get("/<code>/sessions/<int:number>/blocks/<int:block_id>")
@open_to(SIGNED_IN)
def blocks_edit(slug: str, code: str, number: int, block_id: int) -> ResponseReturnValue:
    """Show a block to change it, or why it stays."""
    person, session = at_the_session(slug, code, number)
    block = _block(session, block_id)
    return _form_page(person, session, filled_block_form(block), block)


@bp.post("/<code>/sessions/<int:number>/blocks/<int:block_id>")
@open_to(SIGNED_IN)
def blocks_update(slug: str, code: str, number: int, block_id: int) -> ResponseReturnValue:
    """Keep a block; the second of two editors sees what is saved and loses nothing."""
    form, status = changed_block_form(), 422
    sound = form.validate_on_submit()
    person, session = at_the_session(slug, code, number)
    block = _block(session, block_id)
    if sound:
        try:
            change_block(person, block, form.draft(block), version=form.version_seen())
        except ConflictError as conflict:
            saved = {name: getattr(block, name) for name in BLOCK_FIELDS}
            form.show_conflict(conflict, saved, block.version)
            status = 409
        except RefusedError as refusal:
            form.show(refusal)
            status = refusal.status
        else:
            flash(_("Saved."), "success")
            return to_session(session, f"#block-{block.id}")
    return _form_page(person, session, form, block), status


@bp.post("/<code>/sessions/<int:number>/blocks/<int:block_id>/position")
@open_to(SIGNED_IN)
def positions_update(slug: str, code: str, number: int, block_id: int) -> ResponseReturnValue:
    """Move a block one place earlier or later."""
    up = {"earlier": True, "later": False}.get(request.form.get("to", ""))
    if up is None:
        raise BadRequestError(_("A block moves earlier or later."))
    sound = ActionForm().validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        move_block(person, _block(session, block_id), up=up)
    return to_session(session, f"#block-{block_id}")


@bp.post("/<code>/sessions/<int:number>/blocks/<int:block_id>/delete")
@open_to(SIGNED_IN)
def blocks_delete(slug: str, code: str, number: int, block_id: int) -> ResponseReturnValue:
    """Take a block off the agenda."""
    sound = ActionForm().validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        remove_block(person, _block(session, block_id))
        flash(_("The block is off the agenda."), "success")
    return to_session(session, "#agenda")


@bp.post("/<code>/sessions/<int:number>/method")
@open_to(SIGNED_IN)
def method_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Keep the agenda as the team's method."""
    form = MethodForm()
    sound = form.validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        try:
            save_method(person, session, form.name.data or "")
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Kept: your team finds it among the methods."), "success")
            return to_session(session)
    return page_of(person, session, method=form), 422


def _block(session: Session, block_id: int) -> Block:
    block = next((one for one in session.blocks if one.id == block_id), None)
    if block is None:
        raise NotFoundError(_("There is no such block."))
    return block


def _after(session: Session) -> Block | None:
    asked = request.args.get("after", type=int)
    return None if asked is None else _block(session, asked)


def _form_page(
    person: Person, session: Session, form: BlockForm, block: Block | None = None
) -> str:
    after = request.args.get("after", type=int)
    return render_template(
        "preparing/block.html",
        table=session.table,
        session=session,
        block=block,
        after=after,
        form=form,
        url_of=url_of,
        may_change=can_change_block(person, block)
        if block
        else can_change_session(person, session),
        **around(person, session.table.process),
    )
