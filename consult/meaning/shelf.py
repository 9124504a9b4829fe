"""The file of vectors: one row a text, in sixteen-bit numbers, mapped into memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from consult.analysis.embedding import Vectors
    from consult.meaning.texts import Text

FORMAT = 1
FEWEST_ROWS = 1_024
LONGEST_LANGUAGE = 8
ROW = np.dtype(
    [
        ("id", "<i8"),
        ("process", "<i8"),
        ("version", "<i4"),
        ("checksum", "<u4"),
        ("language", f"S{LONGEST_LANGUAGE}"),
    ]
)
"""What a vector belongs to; where the id is 0 the row is free, and its vector is zeros."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found on opening: in words where something had to be thrown away."""

    fault: str = ""
    lost: int = 0


class Shelf:
    """The vectors of one model, kept across restarts; all can be made again from the texts.

    `head.json` names the model and the sizes, so a file of another model is never read as ours;
    each row has a checksum over itself and its vector, so a torn or foreign one is never used.
    """

    def __init__(self, folder: Path, model: str, dimensions: int) -> None:
        self._folder, self._dimensions = folder, dimensions
        self._head = {"format": FORMAT, "model": model, "dimensions": dimensions}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.opened = self._open()
        self._place = {int(self.rows["id"][at]): int(at) for at in np.flatnonzero(self.rows["id"])}
        self._free = [int(at) for at in np.flatnonzero(self.rows["id"] == 0)][::-1]

    def __len__(self) -> int:
        """How many texts have a vector."""
        return len(self._place)

    def place_of(self, text_id: int) -> int | None:
        """Return in which row a text's vector is."""
        return self._place.get(text_id)

    def versions(self) -> dict[int, int]:
        """Return the version of each text whose vector is here."""
        kept = self.rows[self.rows["id"] > 0]
        return dict(zip(kept["id"].tolist(), kept["version"].tolist(), strict=True))

    def languages(self, places: NDArray[np.intp]) -> list[str]:
        """Return the language of the texts in these rows."""
        return languages_of(self.rows, places)

    def put(self, texts: Sequence[Text], vectors: Vectors) -> list[int]:
        """Keep the vectors of these texts in place of any before, and return their rows."""
        while len(self._free) < len(texts):
            self._grow()
        places = []
        for text, vector in zip(texts, vectors.astype(np.float16), strict=True):
            at = self._place.get(text.id)
            if at is None:
                at = self._free.pop()
            self._write(at, text, vector)
            self._place[text.id] = at
            places.append(at)
        return places

    def _write(self, at: int, text: Text, vector: NDArray[np.float16]) -> None:
        row = np.zeros(1, ROW)[0]
        row["id"], row["process"], row["version"] = text.id, text.process_id, text.version
        row["language"] = text.language.encode("ascii", "replace")[:LONGEST_LANGUAGE]
        row["checksum"] = checksum_of(row, vector)
        # Free while it is written: whoever is stopped between leaves no row that looks whole.
        self.rows["id"][at] = 0
        self.vectors[at] = vector
        self.rows[at] = row

    def drop(self, text_ids: Iterable[int]) -> list[int]:
        """Blank the vectors of these texts, on the disk too, and return the rows they had."""
        places = [at for one in text_ids if (at := self._place.pop(one, None)) is not None]
        for at in places:
            self._blank(at)
        if places:
            self.flush()
        self._free.extend(places)
        return places

    def _blank(self, at: int) -> None:
        self.rows[at] = np.zeros((), ROW)
        self.vectors[at] = 0

    def flush(self) -> None:
        """Have the system write what has changed."""
        for part in (self.vectors, self.rows):
            if isinstance(part, np.memmap):
                part.flush()

    # --- the files

    def _open(self) -> Opened:
        fault = ""
        try:
            told = json.loads((self._folder / "head.json").read_text())
            if told != self._head:
                fault = "they are of another model or release"
            else:
                self._map(None)
        except FileNotFoundError:
            fault = "" if not any(self._folder.iterdir()) else "the head of the file is missing"
        except (OSError, ValueError) as error:
            fault = f"the file cannot be read ({type(error).__name__})"
        if fault or not hasattr(self, "rows"):
            self._begin_anew()
            return Opened(fault)
        return self._verified()

    def _verified(self) -> Opened:
        """Blank what does not agree with its checksum, or is there twice."""
        seen: set[int] = set()
        lost = 0
        for at in np.flatnonzero(self.rows["id"]).tolist():
            row = self.rows[at]
            text_id = int(row["id"])
            sound = text_id not in seen and int(row["checksum"]) == checksum_of(
                row, self.vectors[at]
            )
            seen.add(text_id)
            if not sound:
                self._blank(at)
                lost += 1
        return Opened("some vectors are damaged" if lost else "", lost)

    def _begin_anew(self) -> None:
        for name in ("head.json", "rows", "vectors"):
            (self._folder / name).unlink(missing_ok=True)
        self._map(FEWEST_ROWS)
        (self._folder / "head.json").write_text(json.dumps(self._head))

    def _map(self, size: int | None) -> None:
        """Map both files, made so many rows long; raises `ValueError` where they do not agree."""
        rows, vectors = self._folder / "rows", self._folder / "vectors"
        width = 2 * self._dimensions
        if size is None:
            size = rows.stat().st_size // ROW.itemsize
            if not size or (rows.stat().st_size, vectors.stat().st_size) != (
                size * ROW.itemsize,
                size * width,
            ):
                raise ValueError("The files of vectors do not agree.")
        for path, wide in ((rows, ROW.itemsize), (vectors, width)):
            with path.open("ab") as file:
                file.truncate(size * wide)
            path.chmod(0o600)
        self.rows: NDArray[Any] = np.memmap(rows, ROW, "r+", shape=(size,))
        self.vectors: NDArray[np.float16] = np.memmap(
            vectors, np.float16, "r+", shape=(size, self._dimensions)
        )

    def _grow(self) -> None:
        before = len(self.rows)
        self.flush()
        self._map(2 * before)
        self._free[:0] = range(2 * before - 1, before - 1, -1)


def languages_of(rows: NDArray[Any], places: NDArray[np.intp]) -> list[str]:
    """Return the language of the texts in these rows."""
    return [bytes(one).decode("ascii", "replace") for one in rows["language"][places]]


def checksum_of(row: np.void, vector: NDArray[np.float16]) -> int:
    """Return what a row's checksum is to be, whatever it says itself."""
    told = row.copy()
    told["checksum"] = 0
    return crc32(vector.tobytes(), crc32(told.tobytes()))
