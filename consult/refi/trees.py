"""XML from elsewhere, as a tree: no document type, no entities, no more than we would hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_XML_BYTES = 32 * 1024 * 1024
MOST_NODES = 200_000
"""Each takes about a kilobyte of whatever process reads it."""
MOST_ATTRIBUTES = 40
DEEPEST = 100
"""Codes nested deeper were nested to break something."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


@dataclass(slots=True)
class Node:
    """An element by its own name, without prefix, and what it holds."""

    name: str
    attributes: dict[str, str]
    nodes: list[Node] = field(default_factory=list)
    words: str = ""

    def get(self, name: str) -> str:
        """Return an attribute; empty when there is none."""
        return self.attributes.get(name, "")

    def all(self, *names: str) -> Iterator[Node]:
        """The elements of these names right below."""
        return (node for node in self.nodes if node.name in names)

    def within(self, *path: str) -> Iterator[Node]:
        """The elements at the end of a path of names."""
        nodes = [self]
        for name in path:
            nodes = [below for node in nodes for below in node.all(name)]
        return iter(nodes)

    def said(self, name: str) -> str:
        """The words of the first element of a name right below; empty when there is none."""
        return next((node.words for node in self.all(name)), "")


class _Tree:
    """What the parser tells, put together."""

    def __init__(self) -> None:
        self.top: Node | None = None
        self.open: list[Node] = []
        self.pieces: list[list[str]] = []
        self.count = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if (
            self.count > MOST_NODES
            or len(self.open) >= DEEPEST
            or len(attributes) > MOST_ATTRIBUTES
        ):
            raise RefusedError(_("This file is larger or deeper than any that we read."))
        own = {_plain(one): value for one, value in attributes.items()}
        node = Node(_plain(name), own)
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.top = node
        self.open.append(node)
        self.pieces.append([])

    def words(self, piece: str) -> None:
        self.pieces[-1].append(piece)

    def end(self, _name: str) -> None:
        words = "".join(self.pieces.pop())
        node = self.open.pop()
        # What stands between elements only sets them apart.
        node.words = "" if node.nodes and words.isspace() else words


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def tree_of(written: bytes) -> Node:
    """Read XML; a byte-order mark before it is passed over.

    Raises `RefusedError` when it is torn, larger than we read, or declares a document type, in
    which entities could be hidden.
    """
    if len(written) > MOST_XML_BYTES:
        raise RefusedError(_("This file is larger or deeper than any that we read."))
    while written.startswith(BOM):
        written = written.removeprefix(BOM)
    written = written.lstrip(b" \t\r\n")
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = tree.begin
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.words
    try:
        parser.Parse(written, True)  # noqa: FBT003 - expat takes it by place only
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise RefusedError(
            _("This file is torn, or is not XML: %(fault)s.", fault=str(fault))
        ) from fault
    if tree.top is None:  # pragma: no cover - expat refuses a document without elements
        raise RefusedError(_("This file is empty."))
    return tree.top


def _refuse(*_declared: object) -> None:
    raise RefusedError(_("This file declares a document type, which no REFI-QDA file does."))
