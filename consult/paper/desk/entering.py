"""Writing for somebody, and typing in paper cards: one line, Enter, the next; or a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import ngettext
from consult.paper.commands import PaperDesk, enter_rows
from consult.paper.forms import FileForm, PaperForm, RowsForm, paper_draft
from consult.paper.queries import crop_of, latest_entered
from consult.paper.reading import rows_of
from consult.seats import SeatState, at_console, seats_in
from consult.tables import console_path
from consult.wall import (
    can_write_for,
    card_length,
    find_block,
    find_card,
    takes_cards,
    write_for,
    writing_block,
)

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.tables import Block, Session

bp = Blueprint(
    "paper_desk",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/cards",
)


@bp.get("")
@open_to(SIGNED_IN, query=("seat", "block"))
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the line to type in, and what was typed last."""
    person, session = at_console(slug, code, number)
    form = PaperForm.from_address(session)
    return _page(person, session, form, FileForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Put one card on the wall in somebody's place, and be ready for the next."""
    form = PaperForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    form.offer(seats_in(session))
    form.offer_parts(session)
    if sound:
        block = find_block(session, form.block.data or 0)
        try:
            desk = PaperDesk(person, session)
            draft = paper_draft(form.source.data or "")
            asked = form.seat.data
            seat = desk.seat_with(asked) if asked else desk.seat_of(number=draft.printed_number)
            write_for(person, session, seat, block, draft)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            again: dict[str, Any] = {"seat": form.seat.data or None, "block": block.id}
            where = url_for("paper_desk.index", slug=slug, code=code, number=number, **again)
            return redirect(where, 303)
    return _page(person, session, form, FileForm(formdata=None)), 422


@bp.post("/files")
@open_to(SIGNED_IN)
def file_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show what a file of cards holds, row by row, before anything is written."""
    form = FileForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    form.offer(session)
    if sound:
        try:
            content = form.content()
            rows = rows_of(session, content)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            keep = RowsForm(formdata=None, data={"content": content, "block": form.block.data})
            return _preview(session, rows, keep)
    return _page(person, session, PaperForm.from_address(session), form), 422


@bp.post("/rows")
@open_to(SIGNED_IN)
def rows_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Write the cards of a file that was looked at."""
    form = RowsForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        block = find_block(session, form.block.data or 0)
        count = enter_rows(person, session, block, rows_of(session, form.content.data or ""))
        flash(
            ngettext("%(num)s card is on the wall.", "%(num)s cards are on the wall.", count),
            "success",
        )
    return redirect(url_for("paper_desk.index", slug=slug, code=code, number=number), 303)


@bp.get("/<int:card_id>")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int, card_id: int) -> ResponseReturnValue:
    """Show one card as it was written down, with its place on a photo of the wall."""
    _person, session = at_console(slug, code, number)
    card = find_card(session, card_id)
    seats = {one.id: one for one in seats_in(session)}
    return render_template(
        "paper/card.html",
        card=card,
        seat=seats[card.seat_id],
        block=find_block(session, card.block_id),
        crop=crop_of(card),
        **_around(session),
    )


def _page(person: Person, session: Session, form: PaperForm, file_form: FileForm) -> str:
    block = _block_at_hand(session)
    seats = [one for one in seats_in(session) if one.state is not SeatState.REFUSED]
    form.offer(seats)
    form.offer_parts(session)
    file_form.offer(session)
    return render_template(
        "paper/index.html",
        form=form,
        file_form=file_form,
        verdict=can_write_for(person, session, block) if block else None,
        length=card_length(block) if block else 0,
        latest=latest_entered(session),
        open_blocks={one.id for one in session.blocks if not one.is_covered},
        seats={seat.id: seat for seat in seats},
        **_around(session),
    )


def _preview(session: Session, rows: list[Any], form: RowsForm) -> str:
    return render_template("paper/rows.html", rows=rows, form=form, **_around(session))


def _around(session: Session) -> dict[str, Any]:
    return {
        "session": session,
        "process": session.table.process,
        "console": console_path(session),
    }


def _block_at_hand(session: Session) -> Block | None:
    block = session.block
    return block if block is not None and takes_cards(block) else writing_block(session.blocks)
