"""A table of a YAML file, asked key by key; a key that nobody asks for is refused."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

import yaml

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean
from consult.taxonomy.colours import is_colour
from consult.taxonomy.reading.report import Report

CODE = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
MISSING = "missing"
MONTH = re.compile(r"\d{4}-\d{2}")
Kind = TypeVar("Kind", bound=StrEnum)
Plain: TypeAlias = "str | int | list[Plain] | dict[str, Plain]"


class Page:
    """The file being read: where faults go, and the languages its texts may have."""

    def __init__(self, file: str, report: Report) -> None:
        self.file = file
        self.report = report
        self.languages: tuple[str, ...] = ()

    def wrong(self, node: yaml.Node, where: str, words: str) -> None:
        """Note a fault at a place of the file."""
        self.report.add(self.file, node.start_mark.line + 1, where, words)

    def plain(self, node: yaml.Node) -> Plain:
        """A piece of the file as plain values, its words cleaned."""
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): self.plain(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item) for item in node.value]
        if node.tag.endswith(":int") and re.fullmatch(r"-?[0-9]{1,15}", node.value):
            return int(node.value)
        return self.words(node, "")

    def words(self, node: yaml.Node, where: str) -> str:
        """The words of a scalar, on one line."""
        try:
            return " ".join(clean(str(node.value)).split())
        except RefusedError as refusal:
            self.wrong(node, where, str(refusal.message))
            return ""


class Table:
    """One table, with the path that leads to it."""

    def __init__(self, page: Page, node: yaml.Node, where: str) -> None:
        self.page = page
        self.node = node
        self.where = where
        self._asked: set[str] = set()
        self._entries: dict[str, yaml.Node] = {}
        self._is_table = isinstance(node, yaml.MappingNode)
        if not self._is_table:
            page.wrong(node, where, _("a table of keys is wanted here."))
            return
        for key, value in node.value:
            if key.value in self._entries:
                page.wrong(key, self._path(key.value), _("this key is here twice."))
            self._entries[str(key.value)] = value

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _ask(self, key: str, *, required: bool) -> yaml.Node | None:
        self._asked.add(key)
        node = self._entries.get(key)
        if node is not None and node.tag.endswith(":null"):
            node = None
        if node is None and required and self.node.tag != MISSING and self._is_table:
            self.page.wrong(self.node, self._path(key), _("this key is missing."))
        return node

    def wrong(self, key: str, words: str) -> None:
        """Note a fault at a key."""
        self.page.wrong(self._entries.get(key, self.node), self._path(key), words)

    def text(self, key: str, *, required: bool = True) -> str:
        """A line of words."""
        node = self._ask(key, required=required)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(key, _("one line of words is wanted here."))
            return ""
        words = self.page.words(node, self._path(key))
        if required and not words:
            self.wrong(key, _("this is empty."))
        return words

    def code(self, key: str = "code") -> str:
        """A code: small letters, digits and hyphens."""
        code = self.text(key)
        if code and not CODE.fullmatch(code):
            self.wrong(key, _("“%(code)s” is not a code (small letters, digits, -).", code=code))
        return code

    def colour(self, key: str = "colour") -> str:
        """A colour, `#rrggbb`; what is wrong comes back as black."""
        colour = self.text(key)
        if is_colour(colour):
            return colour.upper()
        if colour:
            self.wrong(
                key, _("“%(colour)s” is not a colour of the form #rrggbb.", colour=colour[:40])
            )
        return "#000000"

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number between two others."""
        said = self.text(key)
        if re.fullmatch(r"\d{1,9}", said) and least <= int(said) <= most:
            return int(said)
        if said:
            self.wrong(
                key,
                _(
                    "a whole number from %(least)d to %(most)d is wanted here.",
                    least=least,
                    most=most,
                ),
            )
        return least

    def choice(self, key: str, kind: type[Kind]) -> Kind:
        """One of a few words."""
        said = self.text(key)
        try:
            return kind(said)
        except ValueError:
            if said:
                known = ", ".join(kind)
                self.wrong(
                    key, _("“%(said)s” is not one of %(known)s.", said=said[:40], known=known)
                )
            return next(iter(kind))

    def day(self, key: str) -> tuple[date, bool]:
        """A day (2016-05-12) or a month (2015-04): its first day, and whether it is a month."""
        said = self.text(key)
        only_month = MONTH.fullmatch(said) is not None
        try:
            return date.fromisoformat(f"{said}-01" if only_month else said), only_month
        except ValueError:
            if said:
                self.wrong(key, _("a day (2016-05-12) or a month (2015-04) is wanted here."))
            return date.min, False

    def texts(self, key: str, *, required: bool = True) -> dict[str, str]:
        """A text per language; the plan's first language must be there."""
        node = self._ask(key, required=required)
        if node is None:
            return {}
        table = Table(self.page, node, self._path(key))
        texts = {
            language: table.text(language, required=place == 0)
            for place, language in enumerate(self.page.languages)
        }
        table.done()
        return {language: said for language, said in texts.items() if said}

    def word_lists(self, key: str) -> dict[str, list[str]]:
        """A list of words per language."""
        node = self._ask(key, required=False)
        if node is None:
            return {}
        table = Table(self.page, node, self._path(key))
        lists = {language: table.words(language) for language in self.page.languages}
        table.done()
        return {language: words for language, words in lists.items() if words}

    def words(self, key: str, *, required: bool = False) -> list[str]:
        """A list of words."""
        return [
            self.page.words(item, self._path(key)) for item in self._items(key, required=required)
        ]

    def table(self, key: str) -> Table:
        """A table inside this one; one that is missing is told once, and is empty."""
        node = self._ask(key, required=True)
        return Table(self.page, node or _nothing(self.node), self._path(key))

    def maybe_table(self, key: str) -> Table | None:
        """A table that may be missing."""
        node = self._ask(key, required=False)
        return Table(self.page, node, self._path(key)) if node is not None else None

    def tables(self, key: str, *, required: bool = False) -> list[Table]:
        """A list of tables."""
        return [
            Table(self.page, item, f"{self._path(key)}[{place}]")
            for place, item in enumerate(self._items(key, required=required), 1)
        ]

    def _items(self, key: str, *, required: bool) -> list[yaml.Node]:
        node = self._ask(key, required=required)
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong(key, _("a list is wanted here."))
        return []

    def plain(self, key: str) -> Plain | None:
        """Whatever is there, as plain values, or none."""
        node = self._ask(key, required=False)
        return None if node is None else self.page.plain(node)

    def done(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._entries:
            if key not in self._asked:
                self.wrong(key, _("this key is not known here."))


def _nothing(beside: yaml.Node) -> yaml.MappingNode:
    """An empty table where one should be, whose own keys are not missed again."""
    return yaml.MappingNode(MISSING, [], beside.start_mark, beside.end_mark)
