"""Reading what was entered from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.paper.models import Crop, WallPhoto
from consult.seats import Seat
from consult.wall import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.tables import Session


def latest_entered(session: Session, most: int = 12) -> Sequence[Card]:
    """The cards that were entered for others, the latest first."""
    return db.session.scalars(
        select(Card)
        .where(
            Card.session_id == session.id,
            Card.entered_by_id.is_not(None),
            Card.taken_back_at.is_(None),
        )
        .order_by(Card.id.desc())
        .limit(most)
    ).all()


def numbers_in(session: Session) -> set[int]:
    """The printed numbers that were entered before."""
    query = select(Card.printed_number).where(
        Card.session_id == session.id, Card.printed_number.is_not(None)
    )
    return {number for number in db.session.scalars(query) if number is not None}


def photos_in(session: Session) -> Sequence[WallPhoto]:
    """The photos of a session's wall, deleted ones too, in the order they were added."""
    return db.session.scalars(
        select(WallPhoto)
        .options(joinedload(WallPhoto.picture), joinedload(WallPhoto.block))
        .where(WallPhoto.session_id == session.id)
        .order_by(WallPhoto.number)
    ).all()


def published_photos(session: Session) -> Sequence[WallPhoto]:
    """The photos that go with the minutes of a session."""
    return [one for one in photos_in(session) if one.published_at is not None and one.is_shown]


def find_photo(session: Session, number: int) -> WallPhoto:
    """Return a photo of a session by its number. Raises `NotFoundError`."""
    photo = db.session.scalar(
        select(WallPhoto)
        .options(joinedload(WallPhoto.picture), joinedload(WallPhoto.block))
        .where(WallPhoto.session_id == session.id, WallPhoto.number == number)
    )
    if photo is None:
        raise NotFoundError(_("There is no such photo."))
    return photo


def crops_on(photo: WallPhoto) -> Sequence[Crop]:
    """Where cards stand on a photo, in the order they were marked, with who wrote them."""
    return db.session.scalars(
        select(Crop)
        .options(
            joinedload(Crop.photo).joinedload(WallPhoto.picture),
            joinedload(Crop.card).joinedload(Card.seat).joinedload(Seat.municipality),
        )
        .where(Crop.photo_id == photo.id)
        .order_by(Crop.id)
    ).all()


def unmarked_in(photo: WallPhoto) -> Sequence[Card]:
    """The cards of a photo's part that stand on no photo yet, in the order they were written."""
    return db.session.scalars(
        select(Card)
        .options(joinedload(Card.seat))
        .outerjoin(Crop, Crop.card_id == Card.id)
        .where(Card.block_id == photo.block_id, Card.taken_back_at.is_(None), Crop.id.is_(None))
        .order_by(Card.id)
    ).all()


def crops_of(session: Session) -> dict[int, Crop]:
    """Where each card of a session stands on a photo, by the card's id."""
    rows = db.session.scalars(
        select(Crop)
        .join(Crop.photo)
        .options(joinedload(Crop.photo).joinedload(WallPhoto.picture))
        .where(WallPhoto.session_id == session.id)
    )
    return {crop.card_id: crop for crop in rows}


def crop_of(card: Card) -> Crop | None:
    """Where a card stands on a photo, if it was read from one."""
    return db.session.scalar(
        select(Crop)
        .options(joinedload(Crop.photo).joinedload(WallPhoto.picture))
        .where(Crop.card_id == card.id)
    )
