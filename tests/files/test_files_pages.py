"""Showing files: to who may see the thing, in a way no browser can misread."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from consult.files import Attachment, attach_photo, file_access, store, store_photo
from consult.kernel.db import db

seen: set[int] = set()


@file_access("tested_thing")
def _seen(thing_id, person):
    return person is None and thing_id in seen


def a_photo(kind="tested_thing", thing_id=1):
    file = BytesIO()
    Image.new("RGB", (900, 600), (10, 90, 10)).save(file, "PNG")
    attachment = attach_photo(store_photo(file.getvalue()), kind, thing_id, "A lawn")
    db.end_write(keep=True)
    return attachment


@pytest.fixture(autouse=True)
def _nothing_seen():
    seen.clear()


@pytest.fixture
def get(app):
    """Ask for an address and read the whole answer."""
    client = app.test_client()
    return lambda url, **options: client.get(url, buffered=True, **options)


def test_a_photo_is_shown_as_what_it_is(get):
    photo = a_photo()
    seen.add(1)

    answer = get(photo.url)

    assert answer.status_code == 200
    assert answer.data == store.place_of(photo.sha256).read_bytes()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = get(photo.url, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_its_small_copy_is_shown_too(get):
    photo = a_photo()
    seen.add(1)

    answer = get(photo.thumbnail_url)

    with Image.open(BytesIO(answer.data)) as small:
        assert small.size == (photo.thumbnail_width, photo.thumbnail_height) == (480, 320)


def test_what_is_not_our_own_picture_is_handed_over_as_a_file(get):
    photo = a_photo()
    seen.add(1)
    db.begin_write()
    db.session.get_one(Attachment, photo.id).content_type = "application/pdf"
    db.end_write(keep=True)

    assert get(photo.url).headers["Content-Disposition"].startswith("attachment")


def test_a_hidden_photo_answers_like_one_that_never_was(get):
    photo = a_photo()

    hidden, missing = get(photo.url), get("/files/999999/photo.jpg")

    assert hidden.status_code == missing.status_code == 404


@pytest.mark.parametrize("name", ["photo.html", "..%2fsecret", "photo.jpg%00", "PHOTO.JPG"])
def test_only_the_two_names_are_known(get, name):
    photo = a_photo()
    seen.add(1)

    assert get(f"/files/{photo.id}/{name}").status_code in {400, 404}


def test_nobody_sees_the_files_of_a_thing_no_room_speaks_for(get):
    photo = a_photo(kind="unknown")
    seen.add(1)

    assert get(photo.url).status_code == 404


def test_a_file_lost_from_the_disk_is_missing(get):
    photo = a_photo()
    seen.add(1)
    store.drop(photo.sha256)

    assert get(photo.url).status_code == 404
