"""The archive: a compressed tar, open or sealed, from its manifest to the checksums at its end."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from consult.backups.secrecy import Opener, Sealer, is_sealed
from consult.backups.words import BackupError, told_of_reading, told_of_writing

FORMAT = 1
MANIFEST, CHECKSUMS = "manifest.json", "checksums.json"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of: when, by which release, which database, how many rows in each table."""

    made_at: str
    version: str
    database: str
    migration: str
    counts: dict[str, int]
    format: int = FORMAT


class _Hashing(io.RawIOBase):
    """Hashes what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Read on, and hash it."""
        data = self._file.read(size)
        self.digest.update(data)
        return data


class Writing:
    """An archive being written: one file after the other, each read once."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self._checksums: dict[str, str] = {}
        self._page(MANIFEST, asdict(manifest))

    def add(self, name: str, place: Path) -> None:
        """Put a file in, under a name; one that has just gone is left out."""
        try:
            file = place.open("rb")
        except FileNotFoundError:
            return
        with file:
            hashing = _Hashing(file)
            about = tarfile.TarInfo(name)
            about.size = os.fstat(file.fileno()).st_size
            self._tar.addfile(about, cast("IO[bytes]", hashing))
            self._checksums[name] = hashing.digest.hexdigest()

    def finish(self) -> None:
        """Write the checksums, without which an archive is not whole."""
        self._page(CHECKSUMS, self._checksums)

    def _page(self, name: str, told: dict[str, Any]) -> None:
        data = json.dumps(told, indent=1).encode()
        about = tarfile.TarInfo(name)
        about.size = len(data)
        self._tar.addfile(about, io.BytesIO(data))


@contextmanager
def written(target: Path, manifest: Manifest, passphrase: str | None) -> Iterator[Writing]:
    """Write an archive: when the block ends well it is whole on disk, else it is not there.

    Raises `BackupError` when the disk is full.
    """
    with told_of_writing(target.parent):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                out: BinaryIO = file
                if passphrase is not None:
                    out = cast("BinaryIO", Sealer(file, passphrase))
                with (
                    gzip.GzipFile("", "wb", compresslevel=1, fileobj=out) as zipped,
                    tarfile.open(fileobj=zipped, mode="w|") as tar,
                ):
                    writing = Writing(tar, manifest)
                    yield writing
                    writing.finish()
                if isinstance(out, Sealer):
                    out.finish()
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
        _keep_folder(target.parent)


def _keep_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Reading:
    """An archive being read: its manifest is known, its files come one after the other."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        first = tar.next()
        if first is None or first.name != MANIFEST:
            raise tarfile.ReadError
        told = self._page(first)
        if told.get("format") != FORMAT:
            raise BackupError("This backup was made by a newer release: install that one.")
        self.manifest = Manifest(**told)

    def unpack(self, folder: Path) -> None:
        """Write every file into a folder, and compare what was written with the checksums.

        Raises `BackupError` when a file is missing or another than was put in.
        """
        found: dict[str, str] = {}
        while (member := self._tar.next()) is not None:
            if member.name == CHECKSUMS:
                if self._page(member) != found:
                    raise BackupError("The backup is damaged: its checksums do not agree.")
                return
            place = (folder / member.name).resolve()
            if not (member.isfile() and place.is_relative_to(folder.resolve())):
                raise tarfile.ReadError
            found[member.name] = self._write(member, place)
        raise EOFError

    def _write(self, member: tarfile.TarInfo, place: Path) -> str:
        digest = hashlib.sha256()
        source = self._tar.extractfile(member)
        with told_of_writing(place.parent):
            place.parent.mkdir(parents=True, exist_ok=True)
            file = place.open("xb")
        with file:
            left = member.size
            while left:
                data = source.read(min(CHUNK, left)) if source else b""
                if not data:
                    raise EOFError
                left -= len(data)
                digest.update(data)
                with told_of_writing(place.parent):
                    file.write(data)
            with told_of_writing(place.parent):
                file.flush()
                os.fsync(file.fileno())
        return digest.hexdigest()

    def _page(self, member: tarfile.TarInfo) -> dict[str, Any]:
        page = self._tar.extractfile(member)
        told: dict[str, Any] = json.loads(page.read()) if page else {}
        return told


@contextmanager
def opened(source: Path, passphrase: str | None) -> Iterator[Reading]:
    """Open an archive for reading.

    Raises `BackupError` when it is none, is cut off, or when the passphrase is missing or wrong.
    """
    try:
        file = source.open("rb")
    except OSError as fault:
        raise BackupError(f"{source}: {fault.strerror}.") from fault
    with file, told_of_reading():
        plain: BinaryIO = file
        if is_sealed(file):
            if passphrase is None:
                raise BackupError("This backup is sealed: name its passphrase.")
            plain = cast("BinaryIO", io.BufferedReader(Opener(file, passphrase)))
        with (
            gzip.GzipFile(fileobj=plain) as zipped,
            tarfile.open(fileobj=zipped, mode="r|") as tar,
        ):
            yield Reading(tar)
