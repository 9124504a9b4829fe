"""Attachments: photos re-encoded and shown, documents handed out, to who may see their thing."""

from consult.files.access import file_access
from consult.files.commands import (
    attach_document,
    attach_photo,
    remove_document,
    remove_photos,
)
from consult.files.documents import (
    MOST_DOCUMENT_BYTES,
    PreparedDocument,
    UnreadableDocumentError,
    store_document,
)
from consult.files.models import Attachment, Document
from consult.files.photos import MOST_BYTES, PreparedPhoto, UnreadablePhotoError, store_photo
from consult.files.queries import documents_of, photos_of

__all__ = [
    "MOST_BYTES",
    "MOST_DOCUMENT_BYTES",
    "Attachment",
    "Document",
    "PreparedDocument",
    "PreparedPhoto",
    "UnreadableDocumentError",
    "UnreadablePhotoError",
    "attach_document",
    "attach_photo",
    "documents_of",
    "file_access",
    "photos_of",
    "remove_document",
    "remove_photos",
    "store_document",
    "store_photo",
]
