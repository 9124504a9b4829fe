"""What is attached to what; the bytes themselves are on disk, under their hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model

JPEG = "image/jpeg"


class Attachment(Model):
    """A photo that belongs to a thing, with the words for those who cannot see it."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_thing", "thing_kind", "thing_id", "id"),)

    thing_kind: Mapped[str]
    thing_id: Mapped[int]
    text: Mapped[str]
    content_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    thumbnail_width: Mapped[int]
    thumbnail_height: Mapped[int]
    created_at: Mapped[datetime]

    @property
    def url(self) -> str:
        """Where the photo is shown to those who may see its thing."""
        return f"/files/{self.id}/photo.jpg"

    @property
    def thumbnail_url(self) -> str:
        """Where its small copy is."""
        return f"/files/{self.id}/thumbnail.jpg"


class Document(Model):
    """A file that belongs to a thing, handed out as it came."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_thing", "thing_kind", "thing_id", "id"),)

    thing_kind: Mapped[str]
    thing_id: Mapped[int]
    name: Mapped[str]
    content_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    bytes: Mapped[int]
    created_at: Mapped[datetime]

    @property
    def url(self) -> str:
        """Where whoever may see its thing fetches it."""
        return f"/files/documents/{self.id}"
