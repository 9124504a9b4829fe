"""Photos of a wall, and where on them each card stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.files import Attachment
from consult.kernel.db import Model
from consult.tables import Block
from consult.wall import Card

PHOTO_KIND = "wall_photo"


class WallPhoto(Model):
    """A photo of the wall of one part of a session: for who runs it, until it is published.

    Hidden with a reason, nobody sees it. Deleted, its row stays and the picture is gone.
    """

    __tablename__ = "wall_photo"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("table_session.id"))
    block_id: Mapped[int] = mapped_column(ForeignKey("session_block.id"))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    number: Mapped[int]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hidden_because: Mapped[str] = mapped_column(default="")
    published_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    block: Mapped[Block] = relationship(lazy="raise_on_sql")
    picture: Mapped[Attachment | None] = relationship(lazy="raise_on_sql")

    @property
    def is_shown(self) -> bool:
        """Whether there is a picture to look at: neither hidden nor deleted."""
        return self.picture_id is not None and not self.hidden_because


class Crop(Model):
    """The rectangle of a photo in which a card stands, in percent of the photo's sides."""

    __tablename__ = "wall_crop"
    __table_args__ = (
        CheckConstraint("x >= 0 AND y >= 0 AND x + width <= 100.01", name="inside_across"),
        CheckConstraint("width > 0 AND height > 0 AND y + height <= 100.01", name="inside_down"),
    )

    photo_id: Mapped[int] = mapped_column(ForeignKey("wall_photo.id"), index=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), unique=True)
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]

    photo: Mapped[WallPhoto] = relationship(lazy="raise_on_sql")
    card: Mapped[Card] = relationship(lazy="raise_on_sql")

    @property
    def box(self) -> str:
        """Return the rectangle in pixels of its photo, as SVG frames a view; the photo is there."""
        picture = self.photo.picture
        across, down = (picture.width / 100, picture.height / 100) if picture else (1, 1)
        sides = (self.x * across, self.y * down, self.width * across, self.height * down)
        return " ".join(f"{side:.1f}" for side in sides)
