"""What coders made of interviews, gathered for files, papers and counts of agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult.interviews import Interview
    from consult.processes import Process


@dataclass(frozen=True, slots=True)
class BookCode:
    """A code of the codebook, under another or at the top."""

    id: int
    name: str
    parent_id: int | None = None
    description: str = ""
    colour: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """That a coder gave a passage a code, how important they found it, and what they noted."""

    id: int
    code_id: int
    coder_id: int
    at: datetime
    memo: str = ""
    importance: int = 0
    settled: bool | None = None
    """Whether it stands, once somebody has settled where coders parted."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage of a text, in code points, its end exclusive, and the codes that it has."""

    id: int
    start: int
    end: int
    state: str
    given: Sequence[Given] = ()

    @property
    def standing(self) -> list[Given]:
        """The codes that stand: coders agree on them, or have settled so, or not looked yet."""
        return [one for one in self.given if one.settled is not False]


@dataclass(frozen=True, slots=True)
class Heard:
    """An interview whose text may be read: its newest version, with its passages in order."""

    interview: Interview
    words: str
    version: int
    passages: Sequence[Marked]

    @property
    def coders(self) -> list[int]:
        """Who coded it, the first to do so first."""
        given = sorted((one.at, one.coder_id) for passage in self.passages for one in passage.given)
        return list(dict.fromkeys(coder for _at, coder in given))

    def said(self, passage: Marked) -> str:
        """The words of a passage."""
        return self.words[passage.start : passage.end]

    def given_to(self, code_id: int) -> list[tuple[int, int, Given]]:
        """Where a code was given, and by whom, in the order of the text."""
        return [
            (passage.start, passage.end, one)
            for passage in self.passages
            for one in passage.given
            if one.code_id == code_id
        ]


@dataclass(frozen=True, slots=True)
class Coded:
    """The codebook of a consultation, and the interviews that somebody may read."""

    process: Process
    codes: Sequence[BookCode]
    heard: Sequence[Heard]
    coders: Mapping[int, str]
    """The names of who coded, by their ids."""
    _below: dict[int | None, list[BookCode]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {code.id for code in self.codes}
        for code in self.codes:
            above = code.parent_id if code.parent_id in known else None
            self._below.setdefault(above, []).append(code)

    def below(self, code_id: int | None) -> Sequence[BookCode]:
        """The codes right under one, or those at the top."""
        return self._below.get(code_id, ())

    def in_order(
        self, under: int | None = None, path: tuple[str, ...] = ()
    ) -> Iterator[tuple[BookCode, tuple[str, ...]]]:
        """Every code with the names above it and its own, each before those below it."""
        for code in self.below(under):
            yield code, (*path, code.name)
            yield from self.in_order(code.id, (*path, code.name))

    def passages_of(self, code_id: int) -> Iterator[tuple[Heard, Marked, Given]]:
        """Where a code stands, interview by interview."""
        for heard in self.heard:
            for passage in heard.passages:
                for one in passage.standing:
                    if one.code_id == code_id:
                        yield heard, passage, one
