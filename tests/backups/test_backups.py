"""A backup holds everything, tells in words what is wrong, and is put back where nothing is."""

from __future__ import annotations

import os
import resource
import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from consult.audit import Act, note_act, seal_acts
from consult.backups import BackupError, back_up, restore
from consult.backups.archive import Manifest, written
from consult.backups.cli import SHORTEST, VARIABLE
from consult.backups.secrecy import PIECE
from consult.cli import doctor, program
from consult.cli.doctor import examine
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.jobs import Lease, tick
from consult.migrating import downgrade, is_migrated
from tests.kernel.databases import a_small_config, connected

SECRET = "a horse that staples batteries"


@contextmanager
def a_site(kind, request, folder):
    """A small installation in a folder, on a database of its own."""
    if kind == "sqlite":
        for file in request.getfixturevalue("migrated_folder").glob("*.db"):
            shutil.copy(file, folder / file.name)
        with connected(a_small_config(folder)) as config:
            yield config
        return
    server = request.getfixturevalue("postgres_server")
    name = server.create(template=request.getfixturevalue("postgres_template"))
    with connected(a_small_config(folder, database_url=server.url(name))) as config:
        yield config
    server.drop(name)


def live_in(folder, monkeypatch):
    """Write some acts and keep a photo."""
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "abc.jpg").write_bytes(b"a photo" * 1000)
    (folder / "queue.db").touch()
    with db.transaction() as session:
        session.add(thing := Lease(name="there", holder="There", until=now()))
        session.flush()
        for number in range(3):
            note_act(None, "publish", thing, number=number)
    seal_acts()
    limits.security_act("signed_in")
    (folder / "manifest.json").write_text("{}")
    monkeypatch.setattr(doctor, "static_folder", lambda: folder)


@pytest.fixture
def site(tmp_path, request, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "kept").mkdir()
    with a_site("sqlite", request, tmp_path / "site") as config:
        live_in(config.data_dir, monkeypatch)
        yield config


@contextmanager
def elsewhere(config, folder, url=None):
    """Name another, empty place."""
    limits.dispose()
    db.forget()
    place = f"sqlite:///{folder / 'consult.db'}" if url is None else url
    with connected(replace(config, data_dir=folder, database_url=place)):
        yield folder
    set_config(config)
    db.connect(config.database_url)


def acts():
    db.forget()
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_backup_is_put_back_whole(kind, tmp_path, request, monkeypatch):
    for name in ("site", "kept"):
        (tmp_path / name).mkdir()
    if kind == "postgres":
        server = request.getfixturevalue("postgres_server")
        programs = f"{server.programs}{os.pathsep}{os.environ['PATH']}"
        monkeypatch.setenv("PATH", programs)
    with a_site(kind, request, tmp_path / "site") as config:
        live_in(config.data_dir, monkeypatch)
        secret = SECRET if kind == "sqlite" else None
        made, manifest = back_up(tmp_path / "kept", secret)
        assert made.stat().st_mode & 0o077 == 0
        assert made.suffix == (".sealed" if secret else ".gz")
        assert manifest.counts["act"] == 3
        with db.transaction() as session:
            session.add(Lease(name="later", holder="Later", until=now()))

        url = None if kind == "sqlite" else server.url(server.create())
        with elsewhere(config, tmp_path / "other", url) as folder:
            restored = restore(made, secret)
            assert (restored.files, restored.migrated) == (2, False)
            photo = (folder / "files" / "ab" / "abc.jpg").read_bytes()
            assert photo == b"a photo" * 1000
            assert sorted(place.name for place in folder.iterdir() if place.suffix != ".db") == [
                *(f"consult.db-{part}" for part in ("shm", "wal") if kind == "sqlite"),
                "files",
                "manifest.json",
            ]
            assert acts() == ["publish"] * 3
            tick()
            assert acts() == ["publish"] * 3 + ["signed_in"]
            names = set(db.session.scalars(select(Lease.name)))
            assert "there" in names
            assert "later" not in names
            assert [one for one in examine() if not one.well] == []
            with pytest.raises(BackupError, match="is not empty"):
                restore(made, secret)
            if kind == "postgres":
                for place in folder.iterdir():
                    shutil.rmtree(place) if place.is_dir() else place.unlink()
                with pytest.raises(BackupError, match="This database is not empty"):
                    restore(made, secret)


def put_back(site, folder, source, secret=None):
    """Try to put a backup back; return what is said, where nothing is left of it."""
    with elsewhere(site, folder), pytest.raises(BackupError) as refusal:
        restore(source, secret)
    assert not [place for place in folder.rglob("*") if place.is_file()]
    return str(refusal.value)


def test_a_backup_that_is_not_whole_is_refused_in_words(site, tmp_path):
    (site.data_dir / "files" / "large").write_bytes(os.urandom(4 * PIECE))
    made, _manifest = back_up(tmp_path / "kept", SECRET)
    there = tmp_path / "other"
    assert "is sealed: name its passphrase" in put_back(site, there, made)
    assert "passphrase is not the one" in put_back(site, there, made, SECRET + "!")
    assert "No such file" in put_back(site, there, tmp_path / "none", SECRET)
    whole = made.read_bytes()
    made.write_bytes(whole[:-100])
    assert "cut off" in put_back(site, there, made, SECRET)
    made.write_bytes(whole[: -2 * PIECE] + b"!" + whole[1 - 2 * PIECE :])
    assert "a piece of it was changed" in put_back(site, there, made, SECRET)
    made.write_bytes(whole[:40])
    assert "cut off" in put_back(site, there, made, SECRET)


def test_an_open_backup_that_is_not_whole_is_refused_in_words(site, tmp_path):
    made, manifest = back_up(tmp_path / "kept", None)
    there = tmp_path / "other"
    whole = made.read_bytes()
    made.write_bytes(whole[: len(whole) // 2])
    assert "cut off" in put_back(site, there, made)
    half = len(whole) // 2
    made.write_bytes(whole[:half] + bytes([whole[half] ^ 255]) + whole[half + 1 :])
    assert "damaged" in put_back(site, there, made)
    made.write_bytes(b"hello" * 1000)
    assert "no backup of this program" in put_back(site, there, made)
    forged = tmp_path / "forged"
    with written(forged, manifest, None) as archive:
        archive.add("files/../../x", site.data_dir / "manifest.json")
    assert "no backup of this program" in put_back(site, there, forged)
    assert not (tmp_path / "x").exists()
    for fault, said in {
        "newer": "made by a newer release",
        "postgresql": "is of postgresql",
        "empty": "holds no database",
    }.items():
        told = {"migration": "9999"} if fault == "newer" else {}
        told |= {"database": fault} if fault == "postgresql" else {}
        with written(tmp_path / fault, replace(manifest, **told), None):
            pass
        assert said in put_back(site, there, tmp_path / fault)


def test_a_copy_that_is_another_than_its_manifest_says_is_refused(site, tmp_path):
    lost = Manifest("", "0", "sqlite", "0001", {})
    with written(tmp_path / "lost", lost, None) as archive:
        archive.add("database/consult.db", site.data_dir / "consult.db")
    assert "not the one that was put in" in put_back(site, tmp_path / "other", tmp_path / "lost")


def test_acts_that_were_changed_are_found_when_they_are_put_back(site, tmp_path):
    with db.transaction() as session:
        session.execute(text("UPDATE act SET verb = 'hide' WHERE id = 1"))
    made, _manifest = back_up(tmp_path / "kept", None)
    assert "log of acts in this backup does not hold" in put_back(site, tmp_path / "other", made)


def test_a_backup_of_an_older_release_is_brought_up_to_date(site, tmp_path):
    downgrade("-1")
    made, _manifest = back_up(tmp_path / "kept", None)
    with elsewhere(site, tmp_path / "other"):
        assert restore(made, None).migrated
        assert is_migrated()
        assert acts() == ["publish"] * 3


def test_a_full_disk_is_told_and_nothing_half_is_left(site, tmp_path):
    (tmp_path / "full").mkdir()
    many = (site.data_dir / "consult.db").stat().st_size
    (site.data_dir / "files" / "large").write_bytes(os.urandom(3 * many))
    made, _manifest = back_up(tmp_path / "kept", None)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (many // 4, 2 * many):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(BackupError, match="no room left"):
                back_up(tmp_path / "full", None)
            assert "no room left" in put_back(site, tmp_path / "other", made)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list((tmp_path / "full").iterdir())


def test_a_backup_goes_to_another_folder_that_is_there(site, tmp_path):
    with pytest.raises(BackupError, match="is no folder"):
        back_up(tmp_path / "none", None)
    with pytest.raises(BackupError, match="is lost with it"):
        back_up(site.data_dir / "files", None)


def test_a_missing_client_of_the_server_is_told(tmp_path, request, monkeypatch):
    with a_site("postgres", request, tmp_path):
        monkeypatch.setenv("PATH", "/nowhere")
        (tmp_path.parent / "kept").mkdir(exist_ok=True)
        with pytest.raises(BackupError, match="pg_dump is not on PATH"):
            back_up(tmp_path.parent / "kept", None)


def test_the_program_takes_and_puts_back(site, tmp_path, monkeypatch):
    monkeypatch.setattr(program, "set_up_logs", lambda **_: None)

    def run(*arguments):
        return CliRunner().invoke(program.main, [str(one) for one in arguments])

    monkeypatch.setenv(VARIABLE, "short")
    assert f"at least {SHORTEST} characters" in run("backup", tmp_path / "kept").output
    monkeypatch.delenv(VARIABLE)
    told = run("backup", tmp_path / "kept")
    assert told.exit_code == 0
    assert "It is not sealed" in told.output
    (made,) = (tmp_path / "kept").iterdir()
    unread = run("restore", made, "--passphrase-file", tmp_path / "none")
    assert (unread.exit_code, "cannot be read" in unread.output) == (1, True)
    (tmp_path / "words").write_text(f"{SECRET}\n")
    with elsewhere(site, tmp_path / "other"):
        told = run("restore", made, "--passphrase-file", tmp_path / "words")
        assert told.exit_code == 0, told.output
        assert "Put back and verified" in told.output
