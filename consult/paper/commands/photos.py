"""Photos of a wall: added, cards marked on them, hidden with a reason, published, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.audit import note_act
from consult.files import PreparedPhoto, attach_photo, remove_photos
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.paper.models import PHOTO_KIND, Crop, WallPhoto
from consult.paper.policy import can_add_photo, can_keep_photo, can_mark, can_publish
from consult.tables import lock_session
from consult.wall import write_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.seats import Seat
    from consult.tables import Block, Session
    from consult.wall import Card, CardDraft

MOST_PHOTOS = 30
REASON_LENGTH = 200


class UnsoundRectangleError(RefusedError):
    """A rectangle lies inside its photo."""


class TooManyPhotosError(RefusedError):
    """A session has some photos of its wall, not an album."""


class MarkedCardError(ConflictError):
    """A card stands in one place of one photo."""


class NoReasonError(RefusedError):
    """A photo is hidden with a reason."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a photo, in percent of its sides from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def is_inside(self) -> bool:
        """Whether it has room and lies inside the photo, but for what rounding adds."""
        across, down = self.x + self.width, self.y + self.height
        return min(self.width, self.height) > 0 <= min(self.x, self.y) and max(across, down) <= _ALL


_ALL = 100.01


def add_photos(
    person: Person, session: Session, block: Block, pictures: Sequence[PreparedPhoto]
) -> list[WallPhoto]:
    """Keep photos of the wall of a part of a session.

    Raises `NotAllowedError` and `TooManyPhotosError`.
    """
    require(can_add_photo(person, session, block))
    lock_session(session)
    kept = func.count(WallPhoto.picture_id)
    taken = select(kept, func.max(WallPhoto.number)).select_from(WallPhoto)
    count, last = db.session.execute(taken.where(WallPhoto.session_id == session.id)).one()
    if count + len(pictures) > MOST_PHOTOS:
        raise TooManyPhotosError(
            _("A session has at most %(most)d photos of its wall.", most=MOST_PHOTOS),
            field="photos",
        )
    return [
        _keep(person, block, picture, number)
        for number, picture in enumerate(pictures, (last or 0) + 1)
    ]


def _keep(person: Person, block: Block, picture: PreparedPhoto, number: int) -> WallPhoto:
    photo = WallPhoto(
        session_id=block.session_id,
        block_id=block.id,
        number=number,
        added_at=now(),
        added_by_id=person.id,
    )
    db.session.add(photo)
    db.session.flush()
    words = _("Photo %(num)s of the wall: %(part)s", num=number, part=block.title)
    photo.picture = attach_photo(picture, PHOTO_KIND, photo.id, words)
    db.session.flush()
    note_act(person, "wall_photo.added", photo, session=block.session_id)
    return photo


def enter_from_photo(
    person: Person,
    session: Session,
    photo: WallPhoto,
    where: Rectangle,
    seat: Seat,
    draft: CardDraft,
) -> Card:
    """Write down a card as it stands on a photo: the rectangle is its evidence.

    Raises `NotAllowedError`, `UnsoundRectangleError`, and as `write_for` does.
    """
    _may_mark(person, session, photo, where)
    card = write_for(person, session, seat, photo.block, draft)
    _frame(photo, card, where)
    return card


def mark_card(
    person: Person, session: Session, photo: WallPhoto, where: Rectangle, card: Card
) -> None:
    """Say where a card that was written before stands on a photo of its part's wall.

    Raises `NotAllowedError`, `UnsoundRectangleError`, `NotFoundError` for a card of another part,
    and `MarkedCardError`.
    """
    _may_mark(person, session, photo, where)
    db.lock_row(card)
    if card.block_id != photo.block_id or card.taken_back_at is not None:
        raise NotFoundError(_("There is no such card."))
    if db.session.scalar(select(Crop.id).where(Crop.card_id == card.id)) is not None:
        raise MarkedCardError(_("This card is marked on a photo already."), field="card")
    _frame(photo, card, where)
    note_act(person, "wall_photo.marked", photo, card=card.id)


def _may_mark(person: Person, session: Session, photo: WallPhoto, where: Rectangle) -> None:
    require(can_mark(person, session, photo))
    if not where.is_inside:
        raise UnsoundRectangleError(
            _("Draw where the card stands, inside the photo."), field="width"
        )


def _frame(photo: WallPhoto, card: Card, where: Rectangle) -> None:
    sides = {"x": where.x, "y": where.y, "width": where.width, "height": where.height}
    db.session.add(Crop(photo_id=photo.id, card_id=card.id, **sides))
    db.session.flush()


def unmark(person: Person, session: Session, crop: Crop) -> None:
    """Forget where a card stands on a photo; the card stays. Raises `NotAllowedError`."""
    require(can_keep_photo(person, session))
    note_act(person, "wall_photo.unmarked", crop.photo, card=crop.card_id)
    db.session.delete(crop)
    db.session.flush()


def hide_photo(person: Person, session: Session, photo: WallPhoto, because: str) -> None:
    """Show a photo to nobody, until it is shown again. Raises `NoReasonError`."""
    require(can_keep_photo(person, session))
    reason = clean_line(because)[:REASON_LENGTH]
    if not reason:
        raise NoReasonError(_("Say why this photo is hidden."), field="because")
    if photo.hidden_because == reason:
        return
    photo.hidden_because, photo.published_at = reason, None
    note_act(person, "wall_photo.hidden", photo, reason)


def show_photo(person: Person, session: Session, photo: WallPhoto) -> None:
    """Show a hidden photo again to who runs the session; it is not published anew."""
    require(can_keep_photo(person, session))
    if photo.hidden_because:
        photo.hidden_because = ""
        note_act(person, "wall_photo.shown", photo)


def publish_photo(person: Person, session: Session, photo: WallPhoto, *, publish: bool) -> None:
    """Let a photo go with the minutes, or no more; done already, nothing changes.

    Raises `NotAllowedError`.
    """
    require(can_publish(person, session, photo) if publish else can_keep_photo(person, session))
    if publish != (photo.published_at is not None):
        photo.published_at = now() if publish else None
        note_act(person, "wall_photo.published" if publish else "wall_photo.kept_back", photo)


def delete_photo(person: Person, session: Session, photo: WallPhoto) -> None:
    """Delete the picture for good; the row, and the cards that were read from it, stay."""
    require(can_keep_photo(person, session))
    if photo.deleted_at is not None:
        return
    photo.picture, photo.published_at, photo.deleted_at = None, None, now()
    db.session.flush()
    remove_photos(PHOTO_KIND, photo.id)
    note_act(person, "wall_photo.deleted", photo)
