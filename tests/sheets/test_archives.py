"""Zip archives: their files of rows come one by one; bombs, locks and tears are told in words."""

import io
import os
import time
import zipfile

import pytest

from consult.kernel import config
from consult.kernel.errors import RefusedError
from consult.sheets import archives, file_of, forget_but, keep, keep_part, parts_of, received_parts
from consult.sheets.keeping import place_of

ROWS = b"id,title\n1,Bench\n"


def packed(*, method=zipfile.ZIP_DEFLATED, **files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return content.getvalue()


@pytest.fixture
def parts(tmp_path):
    """The names and contents of an archive's files of rows."""

    def read(content):
        path = tmp_path / "sent.zip"
        path.write_bytes(content)
        folder = tmp_path / "parts"
        folder.mkdir(exist_ok=True)
        try:
            return [(one.name, one.path.read_bytes()) for one in parts_of(path, "a", folder)]
        finally:
            assert not list(folder.iterdir())

    return read


def test_files_of_rows_come_out_and_nothing_else_does(parts):
    files = {"../../evil/rows__csv": ROWS, "README__md": "Hello", "b__json": "[]"}

    assert parts(packed(**files)) == [("rows.csv", ROWS), ("b.json", b"[]")]
    assert parts(ROWS) == [("a", ROWS)]


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_fills_a_disk(parts, monkeypatch):
    bomb = packed(rows__csv=b"0" * 200_000)
    monkeypatch.setattr(archives, "MOST_UNPACKED", 100_000)
    with pytest.raises(RefusedError, match="more than we read"):
        parts(bomb)
    # One that lies about its size is cut off where it said that it ends, and its sum is wrong.
    lying = bomb.replace((200_000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    with pytest.raises(RefusedError, match="torn"):
        parts(lying)


def test_more_entries_than_a_platform_exports_are_refused(parts, monkeypatch):
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)

    with pytest.raises(RefusedError, match="more than we read"):
        parts(packed(a__csv=ROWS, b__csv=ROWS, c__csv=ROWS))


@pytest.mark.parametrize("cut", [10, 60, -30])
def test_a_torn_archive_is_told_in_words(parts, cut):
    with pytest.raises(RefusedError, match="torn"):
        parts(packed(rows__csv=ROWS)[:cut])


def test_a_damaged_file_in_an_archive_is_told_in_words(parts):
    sound = packed(rows__csv=ROWS, method=zipfile.ZIP_STORED)
    with pytest.raises(RefusedError, match="torn"):
        parts(sound.replace(b"Bench", b"Tench", 1))


def test_a_locked_archive_is_told_in_words(parts):
    locked = bytearray(packed(rows__csv=ROWS))
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RefusedError, match="password"):
        parts(bytes(locked))


@pytest.fixture
def imports(tmp_path, monkeypatch):
    """The folder of what was sent."""
    here = {"CONSULT_DEVELOPMENT": "1", "CONSULT_DATA_DIR": str(tmp_path)}
    monkeypatch.setattr(config, "_current", [config.read_config(here)])
    return tmp_path / "imports"


def test_what_is_sent_is_kept_by_its_hash_and_what_nobody_needs_goes(imports):
    kept = keep(io.BytesIO(ROWS))
    with received_parts(io.BytesIO(packed(one__csv=ROWS, two__csv=b"a\nb\n")), "z") as parts:
        hashes = [keep_part(part) for part in parts]
    assert hashes[0] == kept
    assert file_of(hashes[1]).read_bytes() == b"a\nb\n"
    assert len(list(imports.iterdir())) == 2

    (imports / "half.part").write_bytes(b"")
    assert forget_but(lambda _hashes: set()) == 0  # all of them are young
    long_ago = time.time() - 2 * 86_400
    for path in imports.iterdir():
        os.utime(path, (long_ago, long_ago))
    assert forget_but(lambda hashes: {kept} & set(hashes)) == 2
    assert [path.name for path in imports.iterdir()] == [place_of(kept).name]
    with pytest.raises(RefusedError, match="send it again"):
        file_of(hashes[1])
