"""Agendas before there is a session: planned blocks, and the ten methods of the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from consult.kernel.i18n import LANGUAGES
from consult.tables.models import BlockKind

METHODS_FILE = Path(__file__).with_name("methods.yaml")
LONGEST_BLOCK = 600
"""Minutes of one block at most."""
MOST_BLOCKS = 40
MOST_CARDS, MOST_DOTS, LONGEST_CARD = 20, 100, 1_000
RULES = ("cards_each", "card_length", "dots_each", "dots_per_card")


class UnsoundMethodError(ValueError):
    """A methods file says something that no session could follow."""


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block as it is planned: what is done, for how long, and by which rules."""

    kind: BlockKind
    title: str
    minutes: int
    prompt: str = ""
    hidden_until_reveal: bool = False
    cards_each: int | None = None
    card_length: int | None = None
    dots_each: int | None = None
    dots_per_card: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """Return it as a saved method keeps it."""
        return asdict(self) | {"kind": self.kind.value, "settings": dict(self.settings)}


def block_of(kept: Mapping[str, Any]) -> BlockDraft:
    """Return a block out of a saved method."""
    return BlockDraft(**(dict(kept) | {"kind": BlockKind(kept["kind"])}))


@dataclass(frozen=True, slots=True)
class MethodBlock:
    """A block of a method, in every language of the house."""

    title: Mapping[str, str]
    prompt: Mapping[str, str]
    plan: BlockDraft

    def said_in(self, language: str) -> BlockDraft:
        """Return it in one language."""
        given = asdict(self.plan) | {"kind": self.plan.kind}
        return BlockDraft(
            **(given | {"title": self.title[language], "prompt": self.prompt[language]})
        )


@dataclass(frozen=True, slots=True)
class Method:
    """A way to run a session: for how many people, in groups of how many, by which agenda."""

    code: str
    name: Mapping[str, str]
    note: Mapping[str, str]
    least: int
    most: int
    ideal: int | None
    per_group: int
    agenda: Sequence[MethodBlock]

    @property
    def minutes(self) -> int:
        """How long its blocks take together."""
        return sum(block.plan.minutes for block in self.agenda)

    def blocks(self, language: str) -> list[BlockDraft]:
        """Return its agenda in one language."""
        return [block.said_in(language) for block in self.agenda]


@lru_cache(maxsize=1)
def methods() -> Sequence[Method]:
    """Return the methods of the house, in the order of the file beside this one."""
    return read_methods(yaml.safe_load(METHODS_FILE.read_text(encoding="utf-8")))


def method_named(code: str) -> Method | None:
    """Return the method of a code, if the house has it."""
    return next((method for method in methods() if method.code == code), None)


def read_methods(told: Sequence[Mapping[str, Any]]) -> Sequence[Method]:
    """Return the methods that a file tells; raises `UnsoundMethodError` naming the first fault."""
    read = tuple(_method(one) for one in told)
    codes = [method.code for method in read]
    if len(set(codes)) < len(codes):
        raise UnsoundMethodError("Two methods have the same code.")
    return read


def _method(told: Mapping[str, Any]) -> Method:
    code, people = str(told["code"]), told["people"]
    return Method(
        code=code,
        name=_words(told, "name", code),
        note=_words(told, "note", code),
        least=int(people["least"]),
        most=int(people["most"]),
        ideal=people.get("ideal"),
        per_group=int(told["per_group"]),
        agenda=tuple(_block(one, f"{code}, block {n}") for n, one in enumerate(told["agenda"], 1)),
    )


def _block(told: Mapping[str, Any], where: str) -> MethodBlock:
    unknown = set(told) - {"kind", "minutes", "title", "prompt", "hidden", "settings", *RULES}
    if unknown:
        raise UnsoundMethodError(f"{where}: nobody knows {', '.join(sorted(unknown))}.")
    kind, minutes = told["kind"], told["minutes"]
    if kind not in set(BlockKind):
        raise UnsoundMethodError(f"{where}: there is no kind of block “{kind}”.")
    if not isinstance(minutes, int) or not 0 < minutes <= LONGEST_BLOCK:
        raise UnsoundMethodError(f"{where}: minutes are a number from 1 to {LONGEST_BLOCK}.")
    plan = BlockDraft(
        kind=BlockKind(kind),
        title="",
        minutes=minutes,
        hidden_until_reveal=bool(told.get("hidden", False)),
        cards_each=told.get("cards_each"),
        card_length=told.get("card_length"),
        dots_each=told.get("dots_each"),
        dots_per_card=told.get("dots_per_card"),
        settings=told.get("settings", {}),
    )
    return MethodBlock(_words(told, "title", where), _words(told, "prompt", where), plan)


def _words(told: Mapping[str, Any], name: str, where: str) -> Mapping[str, str]:
    words = told.get(name) or {}
    if set(words) != set(LANGUAGES) or not all(words.values()):
        raise UnsoundMethodError(f"{where}: {name} is wanted in {', '.join(LANGUAGES)}.")
    return dict(words)
