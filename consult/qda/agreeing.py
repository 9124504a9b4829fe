"""How far the coders of an interview agree, code by code, and where they part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.analysis.agreement import (
    Shares,
    kappa_of,
    partings,
    shares_of,
    span_alpha,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult.qda.coded import BookCode, Coded, Given, Heard


AROUND = 40
"""Characters shown before and after a stretch."""
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words to which some coders gave a code, and the others did not."""

    start: int
    end: int
    before: str
    words: str
    after: str
    given: Sequence[int]
    left: Sequence[int]
    """Coders, by their ids."""
    marks: Sequence[int]
    """The marks that reach into it, by their ids."""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code: kappa of two of them, alpha of all."""

    code: BookCode
    path: str
    shares: Shares
    kappa: float | None
    alpha: float | None
    stretches: Sequence[Stretch]


def agreement_on(
    heard: Heard, coded: Coded, coders: Sequence[int], pair: tuple[int, int]
) -> list[CodeAgreement]:
    """Return for each code that any of the coders gave how far they agree, the least first.

    Whoever gave the interview any code has read all of it: what they left they did not mean.
    """
    return sorted(
        _of_codes(heard, coded, coders, pair),
        key=lambda one: (one.alpha is None, one.alpha if one.alpha is not None else 0, one.path),
    )


def _of_codes(
    heard: Heard, coded: Coded, coders: Sequence[int], pair: tuple[int, int]
) -> Iterator[CodeAgreement]:
    length = len(heard.words)
    for code, path in coded.in_order():
        given = heard.given_to(code.id)
        if given:
            spans = {
                coder: [(start, end) for start, end, one in given if one.coder_id == coder]
                for coder in coders
            }
            shares = shares_of(spans[pair[0]], spans[pair[1]], length)
            every = [spans[coder] for coder in coders]
            yield CodeAgreement(
                code=code,
                path=" > ".join(path),
                shares=shares,
                kappa=kappa_of(shares),
                alpha=span_alpha([(every, length)]),
                stretches=list(_stretches(heard.words, given, every, coders)),
            )


def _stretches(
    words: str,
    given: Sequence[tuple[int, int, Given]],
    every: Sequence[Sequence[tuple[int, int]]],
    coders: Sequence[int],
) -> Iterator[Stretch]:
    """Where coders part and nobody has settled it, but for what holds no word: a comma."""
    for one in partings(every, len(words)):
        said = words[one.start : one.end]
        marks = [it for start, end, it in given if start < one.end and one.start < end]
        if any(sign.isalnum() for sign in said) and any(it.settled is None for it in marks):
            yield Stretch(
                one.start,
                one.end,
                _before(words, one.start),
                said if len(said) <= LONGEST else f"{said[:LONGEST]}…",
                _after(words, one.end),
                [coders[place] for place in one.given],
                [coder for place, coder in enumerate(coders) if place not in one.given],
                [it.id for it in marks],
            )


def _before(words: str, place: int) -> str:
    """What stands before a place, from the beginning of a word."""
    piece = words[max(0, place - AROUND) : place]
    if len(piece) == place:
        return piece
    _cut, _space, whole = piece.partition(" ")
    return f"…{whole or piece}"


def _after(words: str, place: int) -> str:
    """What stands after a place, to the end of a word."""
    piece = words[place : place + AROUND]
    if place + len(piece) == len(words):
        return piece
    whole, _space, _cut = piece.rpartition(" ")
    return f"{whole or piece}…"
