"""Archives that only a passphrase opens: libsodium's secret stream over a key from Argon2id.

The stream is authenticated piece by piece and ends with a mark of its own, so that a piece
changed, moved or missing is noticed before anything of it is used.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from nacl import bindings as sodium
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.utils import random

from consult.backups.words import BackupError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MARK = b"consult sealed backup 1\n"
PIECE = 64 * 1024
EXTRA = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
HEAD = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MIDDLE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file begins as a sealed archive does; it is read from its beginning again."""
    begins = file.read(len(MARK))
    file.seek(0)
    return begins == MARK


def _key(passphrase: str, salt: bytes) -> bytes:
    kind = pwhash.argon2id
    return kind.kdf(
        sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES,
        passphrase.encode(),
        salt,
        opslimit=kind.OPSLIMIT_MODERATE,
        memlimit=kind.MEMLIMIT_MODERATE,
    )


class Sealer(io.RawIOBase):
    """Seals what is written to it; `finish` writes the last piece."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        self._waiting = bytearray()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        salt = random(pwhash.argon2id.SALTBYTES)
        head = sodium.crypto_secretstream_xchacha20poly1305_init_push(
            self._state, _key(passphrase, salt)
        )
        file.write(MARK + salt + head)
        self._push(b"", MIDDLE)  # what tells a wrong passphrase from a damaged archive

    def writable(self) -> bool:
        """Say that it takes bytes."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Seal whole pieces, and keep the rest until there is more."""
        self._waiting += bytes(data)
        while len(self._waiting) > PIECE:
            self._push(bytes(self._waiting[:PIECE]), MIDDLE)
            del self._waiting[:PIECE]
        return len(bytes(data))

    def finish(self) -> None:
        """Seal the last piece as the last."""
        self._push(bytes(self._waiting), LAST)

    def _push(self, piece: bytes, tag: int) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(self._state, piece, tag=tag)
        self._file.write(sealed)


class Opener(io.RawIOBase):
    """Reads what was sealed, piece by piece.

    Raises `BackupError` for a wrong passphrase, `EOFError` for a stream that was cut off.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        self._ready = b""
        self._ended = False
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        file.read(len(MARK))
        salt, head = file.read(pwhash.argon2id.SALTBYTES), file.read(HEAD)
        if len(head) < HEAD:
            raise EOFError
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(
            self._state, head, _key(passphrase, salt)
        )
        first = file.read(EXTRA)
        if len(first) < EXTRA:
            raise EOFError
        try:
            sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, first)
        except CryptoError as fault:
            raise BackupError("The passphrase is not the one of this backup.") from fault

    def readable(self) -> bool:
        """Say that it gives bytes."""
        return True

    def readinto(self, into: WriteableBuffer) -> int:
        """Give what the next piece holds."""
        room = memoryview(into).cast("B")
        if not self._ready and not self._ended:
            self._ready = self._pull()
        many = min(len(room), len(self._ready))
        room[:many] = self._ready[:many]
        self._ready = self._ready[many:]
        return many

    def _pull(self) -> bytes:
        sealed = self._file.read(PIECE + EXTRA)
        if not sealed:
            raise EOFError
        try:
            piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed)
        except CryptoError as fault:
            if len(sealed) < PIECE + EXTRA:
                raise EOFError from fault
            raise BackupError("The backup is damaged: a piece of it was changed.") from fault
        self._ended = tag == LAST
        return bytes(piece)
