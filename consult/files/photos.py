"""Photos: told by their content, measured before they are read, re-encoded without their past."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import structlog
from PIL import Image, ImageOps

from consult.files import store
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

log = structlog.get_logger()

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 480
QUALITY = 82
PAPER = (255, 255, 255)

# Each photo in hand may take 160 MB: two at once are enough for a process.
_hands = threading.BoundedSemaphore(2)


class UnreadablePhotoError(RefusedError):
    """What was sent is no photo that we take."""


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo on disk that belongs to nothing yet; sizes in pixels and bytes."""

    sha256: str
    bytes: int
    width: int
    height: int
    thumbnail_width: int
    thumbnail_height: int


def store_photo(sent: BinaryIO | bytes) -> PreparedPhoto:
    """Re-encode a photo and keep it on disk; to be done before the write transaction opens.

    Of what the camera wrote only the picture stays: no position, no names, nothing appended.
    Raises `UnreadablePhotoError` with the reason in words.
    """
    data = sent if isinstance(sent, bytes) else sent.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadablePhotoError(_("This photo is larger than 12 MB. Choose a smaller one."))
    with _hands:
        picture = _picture(data)
        small = picture.copy()
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        content, small_content = _jpeg(picture), _jpeg(small)
    sha256 = hashlib.sha256(content).hexdigest()
    store.keep(store.place_of(sha256, thumbnail=True), small_content)
    store.keep(store.place_of(sha256), content)
    return PreparedPhoto(sha256, len(content), *picture.size, *small.size)


def plain_jpeg(data: bytes) -> bytes:
    """Return a picture re-encoded; raises `UnreadablePhotoError` as `store_photo` does."""
    with _hands:
        return _jpeg(_picture(data))


def _picture(data: bytes) -> Image.Image:
    """Read the picture upright, in plain colours, no larger than we show it."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            _measure(image)
            if image.format == "JPEG":
                # Its decoder can shrink while it reads: a large photo then costs little memory.
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = _on_paper(upright)
    except RefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise _too_many_pixels() from fault
    except Exception as fault:
        # A broken or malicious file makes Pillow fail in any of a dozen ways.
        log.info("photo_unreadable", kind=type(fault).__name__)
        raise UnreadablePhotoError(
            _("This file is no photo we can read. Send a JPEG, PNG or WebP picture.")
        ) from fault
    plain.info = {}
    return plain


def _measure(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> UnreadablePhotoError:
    return UnreadablePhotoError(_("This photo has more than 40 megapixels. Choose a smaller one."))


def _on_paper(image: Image.Image) -> Image.Image:
    """Lay a picture on white where it is transparent."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, PAPER)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _jpeg(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
