"""Attachments: a photo is read by its content, re-encoded, and shown to who may see its thing."""

from consult.files.access import file_access
from consult.files.commands import attach_photo, remove_photos
from consult.files.models import Attachment
from consult.files.photos import MOST_BYTES, PreparedPhoto, UnreadablePhotoError, store_photo
from consult.files.queries import photos_of

__all__ = [
    "MOST_BYTES",
    "Attachment",
    "PreparedPhoto",
    "UnreadablePhotoError",
    "attach_photo",
    "file_access",
    "photos_of",
    "remove_photos",
    "store_photo",
]
