"""Photos of a wall at the desk: added, cards marked and written from them, hidden, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.paper.commands import (
    PaperDesk,
    add_photos,
    delete_photo,
    enter_from_photo,
    hide_photo,
    mark_card,
    publish_photo,
    show_photo,
    unmark,
)
from consult.paper.forms import HidingForm, MarkForm, PhotosForm, paper_draft
from consult.paper.policy import can_mark, can_publish
from consult.paper.queries import crops_on, find_photo, photos_in, unmarked_in
from consult.seats import SeatState, at_console, seats_in
from consult.tables import console_path
from consult.wall import find_block, find_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.paper.models import Crop, WallPhoto
    from consult.tables import Session

bp = Blueprint(
    "paper_photos",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/console/photos",
)
MOST_UPLOAD_BYTES = 50 * 1024 * 1024
"""Four photos of 12 MB."""


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """List the photos of the wall, and take more."""
    _person, session = at_console(slug, code, number)
    return _list_page(session, PhotosForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Keep photos of the wall; one alone is opened at once."""
    form = PhotosForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    if sound:
        try:
            block = find_block(session, form.block.data or 0)
            added = add_photos(person, session, block, form.pictures)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            return redirect(_path(session, added[0] if len(added) == 1 else None), 303)
    return _list_page(session, form), 422


create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]  # told by the view itself


@bp.get("/<int:photo>")
@open_to(SIGNED_IN, query=("seat",))
def show(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Show a photo with the cards marked on it, and mark the next."""
    person, session = at_console(slug, code, number)
    form = MarkForm(formdata=None)
    form.seat.data = request.args.get("seat", 0, type=int)
    return _page(person, session, find_photo(session, photo), form)


@bp.post("/<int:photo>/cards")
@open_to(SIGNED_IN)
def card_create(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Write down the card that stands in a rectangle, and be ready for the next."""
    form = MarkForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    shown = find_photo(session, photo)
    form.offer(seats_in(session))
    if sound:
        try:
            asked = form.seat.data
            _mark(person, session, shown, form)
        except RefusedError as refusal:
            form.show(refusal)
        else:
            again: dict[str, Any] = {"seat": asked} if asked else {}
            where = url_for(
                "paper_photos.show", slug=slug, code=code, number=number, photo=photo, **again
            )
            return redirect(f"{where}#mark", 303)
    return _page(person, session, shown, form), 422


@bp.post("/<int:photo>/cards/<int:card_id>/delete")
@open_to(SIGNED_IN)
def card_delete(slug: str, code: str, number: int, photo: int, card_id: int) -> ResponseReturnValue:
    """Forget where a card stands; the card stays."""

    def act(person: Person, session: Session, shown: WallPhoto) -> None:
        crop = next((one for one in crops_on(shown) if one.card_id == card_id), None)
        if crop is None:
            raise NotFoundError(_("This card is not marked on this photo."))
        unmark(person, session, crop)

    return _done(slug, code, number, photo, act)


@bp.post("/<int:photo>/hiding")
@open_to(SIGNED_IN)
def hiding_create(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Hide a photo, with a reason."""
    form = HidingForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    shown = find_photo(session, photo)
    if sound:
        try:
            hide_photo(person, session, shown, form.because.data or "")
        except RefusedError as refusal:
            form.show(refusal)
        else:
            return redirect(_path(session, shown), 303)
    return _page(person, session, shown, MarkForm(formdata=None), hiding=form), 422


@bp.post("/<int:photo>/hiding/delete")
@open_to(SIGNED_IN)
def hiding_delete(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Show a hidden photo again."""
    return _done(slug, code, number, photo, show_photo)


@bp.post("/<int:photo>/publication")
@open_to(SIGNED_IN)
def publication_create(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Let a photo go with the minutes."""
    return _done(slug, code, number, photo, lambda *at: publish_photo(*at, publish=True))


@bp.post("/<int:photo>/publication/delete")
@open_to(SIGNED_IN)
def publication_delete(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Keep a photo back from the minutes."""
    return _done(slug, code, number, photo, lambda *at: publish_photo(*at, publish=False))


@bp.post("/<int:photo>/delete")
@open_to(SIGNED_IN)
def delete(slug: str, code: str, number: int, photo: int) -> ResponseReturnValue:
    """Delete the picture for good."""

    def act(person: Person, session: Session, shown: WallPhoto) -> None:
        delete_photo(person, session, shown)
        flash(_("Photo %(num)s is deleted. Its cards stay.", num=shown.number), "success")

    return _done(slug, code, number, photo, act)


def _done(
    slug: str,
    code: str,
    number: int,
    photo: int,
    act: Callable[[Person, Session, WallPhoto], object],
) -> ResponseReturnValue:
    sound = ActionForm().validate_on_submit()
    person, session = at_console(slug, code, number)
    shown = find_photo(session, photo)
    if sound:
        act(person, session, shown)
    return redirect(_path(session, shown if shown.deleted_at is None else None), 303)


def _mark(person: Person, session: Session, photo: WallPhoto, form: MarkForm) -> None:
    """Tie a card written before to its rectangle, or write the one that stands there."""
    if form.card.data:
        mark_card(person, session, photo, form.rectangle(), find_card(session, form.card.data))
        return
    desk, draft = PaperDesk(person, session), paper_draft(form.source.data or "")
    asked = form.seat.data
    seat = desk.seat_with(asked) if asked else desk.seat_of(number=draft.printed_number)
    enter_from_photo(person, session, photo, form.rectangle(), seat, draft)


def _path(session: Session, photo: WallPhoto | None = None) -> str:
    return f"{console_path(session)}/photos" + (f"/{photo.number}" if photo else "")


def _list_page(session: Session, form: PhotosForm) -> str:
    form.offer(session)
    return render_template(
        "paper/photos.html",
        session=session,
        process=session.table.process,
        console=console_path(session),
        form=form,
        photos=photos_in(session),
    )


def _page(
    person: Person,
    session: Session,
    photo: WallPhoto,
    form: MarkForm,
    hiding: HidingForm | None = None,
) -> str:
    seats = seats_in(session)
    form.offer([one for one in seats if one.state is not SeatState.REFUSED])
    form.offer_cards(unmarked_in(photo), covered=photo.block.is_covered)
    crops: list[Crop] = list(crops_on(photo))
    return render_template(
        "paper/photo.html",
        session=session,
        process=session.table.process,
        console=console_path(session),
        path=_path(session, photo),
        photo=photo,
        crops=crops,
        open_blocks={one.id for one in session.blocks if not one.is_covered},
        form=form,
        hiding=hiding or HidingForm(formdata=None),
        action=ActionForm(formdata=None),
        may_mark=can_mark(person, session, photo),
        may_publish=can_publish(person, session, photo),
    )
