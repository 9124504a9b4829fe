"""Documents: told by their content, kept as they came, and only ever handed out as downloads."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from consult.files import store
from consult.files.models import JPEG
from consult.files.photos import plain_jpeg
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import TITLE_LIMIT, clean_line

MOST_DOCUMENT_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 5_000
PDF = "application/pdf"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
ENDINGS = {
    PDF: "pdf",
    JPEG: "jpg",
    f"{_OPEN}text": "odt",
    f"{_OPEN}spreadsheet": "ods",
    f"{_OPEN}presentation": "odp",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
}
_PARTS = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}


class UnreadableDocumentError(RefusedError):
    """What was sent is no document that we take."""


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document on disk that belongs to nothing yet."""

    sha256: str
    bytes: int
    content_type: str
    name: str


def store_document(sent: BinaryIO | bytes, name: str) -> PreparedDocument:
    """Keep a document on disk; to be done before the write transaction opens.

    What it is follows from its content, never from its name; a picture loses all but the picture.
    Raises `UnreadableDocumentError` with the reason in words.
    """
    data = sent if isinstance(sent, bytes) else sent.read(MOST_DOCUMENT_BYTES + 1)
    if len(data) > MOST_DOCUMENT_BYTES:
        raise UnreadableDocumentError(_("This file is larger than 10 MB. Send a smaller one."))
    if data.startswith(PICTURES):
        data, kind = plain_jpeg(data), JPEG
    else:
        kind = _kind_of(data)
    sha256 = hashlib.sha256(data).hexdigest()
    store.keep(store.document_place(sha256), data)
    return PreparedDocument(sha256, len(data), kind, _named(name, kind))


def _kind_of(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return PDF
    kind = _kind_of_archive(data) if data.startswith(b"PK\x03\x04") else None
    if kind is None:
        raise UnreadableDocumentError(
            _("Send a PDF, a picture, or an office document without macros.")
        )
    return kind


def _kind_of_archive(data: bytes) -> str | None:
    """Return the kind of an office document; none for any other archive and for macros."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS:
                return None
            if any("vbaProject" in name or name.startswith("Basic/") for name in names):
                return None
            if names[:1] == ["mimetype"]:
                told = archive.open("mimetype").read(100).decode("ascii", "replace").strip()
                return told if told.startswith(_OPEN) and told in ENDINGS else None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _named(name: str, kind: str) -> str:
    """Return the name under which a document is handed out: its own, with the ending it has."""
    stem = clean_line(name.replace("\\", "/").rpartition("/")[2])
    stem = stem.rpartition(".")[0] or stem or "document"
    return f"{stem[:TITLE_LIMIT]}.{ENDINGS[kind]}"
