"""Photos: only pictures come in, nothing but the picture comes out."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from consult.files import (
    MOST_BYTES,
    UnreadablePhotoError,
    attach_photo,
    photos_of,
    remove_photos,
    store,
    store_photo,
)
from consult.files.jobs import sweep_files
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.jobs import run_due_jobs


def a_picture(size=(2000, 1000), colour=(200, 30, 30), mode="RGB"):
    return Image.new(mode, size, colour)


def written(picture, kind="JPEG", **options):
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def shown(photo, *, thumbnail=False):
    return Image.open(store.place_of(photo.sha256, thumbnail=thumbnail))


def files():
    return sorted(place.name for place in store.folder().rglob("*.*"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_smaller_jpeg_and_a_thumbnail(small_database, kind):
    photo = store_photo(BytesIO(written(a_picture(), kind)))

    assert (photo.width, photo.height) == (1600, 800)
    assert (photo.thumbnail_width, photo.thumbnail_height) == (480, 240)
    with shown(photo) as large, shown(photo, thumbnail=True) as small:
        assert (large.format, large.size) == ("JPEG", (1600, 800))
        assert small.size == (480, 240)
    assert photo.bytes == store.place_of(photo.sha256).stat().st_size


def test_where_it_was_taken_is_forgotten(small_database):
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Ada Lovelace"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (45.0, 27.0, 51.0)
    sent = written(a_picture(), exif=exif, comment=b"at Ada's home", icc_profile=b"x" * 200)
    assert b"Ada" in sent

    photo = store_photo(sent)

    with shown(photo) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
    assert b"Ada" not in store.place_of(photo.sha256).read_bytes()


def test_a_photo_stands_upright(small_database):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    photo = store_photo(written(a_picture((800, 400)), exif=exif))

    assert (photo.width, photo.height) == (400, 800)


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0)], ids=["RGBA", "LA", "P"]
)
def test_what_is_transparent_lies_on_white(small_database, mode, colour):
    picture = a_picture((50, 50), colour, mode)
    options = {"transparency": 0} if mode == "P" else {}
    photo = store_photo(written(picture, "PNG", **options))

    with shown(photo) as flat:
        assert min(flat.convert("RGB").getpixel((25, 25))) > 250


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "I;16"])
def test_every_colour_mode_becomes_plain(small_database, mode):
    kind = "JPEG" if mode in {"CMYK", "L"} else "PNG"
    photo = store_photo(written(Image.new(mode, (50, 50)), kind))

    with shown(photo) as picture:
        assert picture.mode == "RGB"


def test_the_same_photo_is_kept_once(small_database):
    sent = written(a_picture())

    assert store_photo(sent) == store_photo(sent)
    assert len(files()) == 2


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_bomb(width, height):
    """A small PNG that says it is enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 5001), (10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_read(small_database, size):
    with pytest.raises(UnreadablePhotoError, match="40 mega"):
        store_photo(a_bomb(*size))
    assert files() == []


def test_a_bomb_in_a_note_is_refused(small_database):
    note = b"Comment\0\0" + zlib.compress(b"x" * 80_000_000, 9)
    picture = written(a_picture((10, 10)), "PNG")
    sent = picture[:33] + chunk(b"zTXt", note) + picture[33:]

    with pytest.raises(UnreadablePhotoError):
        store_photo(sent)


def test_a_page_named_like_a_photo_is_refused(small_database):
    with pytest.raises(UnreadablePhotoError, match="JPEG, PNG"):
        store_photo(b"<!doctype html><script>alert(1)</script>")


@pytest.mark.parametrize(
    "sent",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"BM" + b"\0" * 60,
        b"%PDF-1.7",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"",
        b"\xff\xd8\xff",
        b"II*\0" + b"\0" * 100,
    ],
    ids=["svg", "gif", "bmp", "pdf", "eps", "nothing", "half a jpeg", "tiff"],
)
def test_what_is_no_photo_is_refused_in_words(small_database, sent):
    with pytest.raises(UnreadablePhotoError):
        store_photo(sent)
    assert files() == []


def test_a_photo_that_is_also_a_page_loses_the_page(small_database):
    page = b"<script>alert(document.domain)</script>"
    photo = store_photo(written(a_picture((60, 60)), comment=page) + page)

    assert b"script" not in store.place_of(photo.sha256).read_bytes()
    assert b"script" not in store.place_of(photo.sha256, thumbnail=True).read_bytes()


def test_a_photo_cut_off_is_refused(small_database):
    noise = Image.effect_noise((900, 900), 80)
    sent = written(noise, "PNG")

    with pytest.raises(UnreadablePhotoError):
        store_photo(sent[: len(sent) // 2])


def test_a_photo_too_heavy_is_refused(small_database):
    with pytest.raises(UnreadablePhotoError, match="12 MB"):
        store_photo(b"\xff" * (MOST_BYTES + 1))


@given(at=st.integers(0, 1500), byte=st.integers(0, 255), kind=st.sampled_from(["PNG", "WEBP"]))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_photo_is_shown_or_refused(small_database, at, byte, kind):
    sent = bytearray(written(Image.linear_gradient("L"), kind))
    sent[at % len(sent)] = byte
    try:
        store_photo(bytes(sent))
    except UnreadablePhotoError:
        return


def test_photos_belong_to_their_thing_until_they_are_let_go(small_database):
    photo = store_photo(written(a_picture()))
    with db.transaction():
        attach_photo(photo, "idea", 1, "A square")
        attach_photo(photo, "idea", 2, "The same square")
    assert [one.text for one in photos_of("idea", 1)] == ["A square"]

    with db.transaction():
        remove_photos("idea", 1)
    run_due_jobs(outside=True)
    assert len(files()) == 2
    with db.transaction():
        remove_photos("idea", 2)
    run_due_jobs(outside=True)
    assert files() == []


def test_what_was_never_tied_to_anything_is_swept_after_a_day(small_database):
    kept, given_up = (store_photo(written(a_picture(colour=c))) for c in ((1, 2, 3), (200, 2, 3)))
    with db.transaction():
        attach_photo(kept, "idea", 1, "A square")
    sweep_files()
    assert len(files()) == 4

    set_clock(offset=timedelta(hours=25))
    sweep_files()
    assert files() == sorted([f"{kept.sha256}.jpg", f"{kept.sha256}-480.jpg"])
    assert not store.place_of(given_up.sha256).exists()
