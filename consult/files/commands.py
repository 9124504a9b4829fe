"""Tying a stored photo to its thing, and letting it go."""

from __future__ import annotations

from sqlalchemy import delete

from consult.files.documents import PreparedDocument
from consult.files.jobs import forget_file
from consult.files.models import JPEG, Attachment, Document
from consult.files.photos import PreparedPhoto
from consult.files.queries import photos_of
from consult.kernel.clock import now
from consult.kernel.db import db


def attach_photo(photo: PreparedPhoto, kind: str, thing_id: int, text: str) -> Attachment:
    """Tie a stored photo to a thing, with the words for those who cannot see it."""
    attachment = Attachment(
        thing_kind=kind,
        thing_id=thing_id,
        text=text,
        content_type=JPEG,
        sha256=photo.sha256,
        bytes=photo.bytes,
        width=photo.width,
        height=photo.height,
        thumbnail_width=photo.thumbnail_width,
        thumbnail_height=photo.thumbnail_height,
        created_at=now(),
    )
    db.session.add(attachment)
    return attachment


def remove_photos(kind: str, thing_id: int) -> None:
    """Let go of a thing's photos; their bytes go as soon as this is kept."""
    for photo in photos_of(kind, thing_id):
        forget_file.later(sha256=photo.sha256)
    db.session.execute(
        delete(Attachment).where(Attachment.thing_kind == kind, Attachment.thing_id == thing_id)
    )


def attach_document(document: PreparedDocument, kind: str, thing_id: int) -> Document:
    """Tie a stored document to a thing."""
    attached = Document(
        thing_kind=kind,
        thing_id=thing_id,
        name=document.name,
        content_type=document.content_type,
        sha256=document.sha256,
        bytes=document.bytes,
        created_at=now(),
    )
    db.session.add(attached)
    db.session.flush()
    return attached


def remove_document(document: Document) -> None:
    """Let go of a document; its bytes go as soon as this is kept."""
    forget_file.later(sha256=document.sha256)
    db.session.delete(document)
    db.session.flush()
