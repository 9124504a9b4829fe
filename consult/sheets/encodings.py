"""How a text file was written: which of the usual encodings its bytes are."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1024 * 1024
MARKS_OF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BROKEN = re.compile("[\udc80-\udcff]")
_SOUND = re.compile("[^\x00-\x7f\udc80-\udcff]")


def writing_of(path: Path) -> tuple[str, str]:
    """Return a file's encoding, and what is done with what breaks it.

    UTF-8 if it can be, and also where only a few letters of it are broken: their rows are then
    refused one by one, as no text holds lone surrogates. Else as Windows writes: every byte means
    something there, so that nothing is lost, at worst an odd sign.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith(MARKS_OF_16):
        return "utf-16", "replace"
    if len(start) > 1 and start[1] == 0 and start[0]:
        return "utf-16-le", "replace"
    if len(start) > 1 and start[0] == 0 and start[1]:
        return "utf-16-be", "replace"
    if _decodes(path, "utf-8"):
        return "utf-8-sig", "strict"
    sound = broken = 0
    for text in _decoded(path, "utf-8", "surrogateescape"):
        broken += len(_BROKEN.findall(text))
        sound += len(_SOUND.findall(text))
    if sound > broken:
        return "utf-8-sig", "surrogateescape"
    return ("cp1252" if _decodes(path, "cp1252") else "latin-1"), "strict"


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _text in _decoded(path, encoding, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
