"""HTML as a browser reads it: its elements by selector, their words, and what is wrong with it.

Pages are read by the thousand here, so both parsers are native ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupever import HtmlOptions, Parser
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

UNREAD = frozenset({"script", "style"})


class Element:
    """An element of a page, and what it holds."""

    def __init__(self, node: LexborNode) -> None:
        self._node = node

    @property
    def name(self) -> str:
        return str(self._node.tag)

    def select(self, selector: str) -> list[Element]:
        """The elements within this one that match, in their order."""
        found = self._node.css(selector)
        return [Element(node) for node in found if node.mem_id != self._node.mem_id]

    def select_one(self, selector: str) -> Element | None:
        return next(iter(self.select(selector)), None)

    def get_text(self, separator: str = "") -> str:
        """The words as they stand, without those of scripts and styles."""
        pieces = self._node.traverse(include_text=True)
        return separator.join(
            str(piece.text_content)
            for piece in pieces
            if piece.is_text_node and piece.parent and piece.parent.tag not in UNREAD
        )

    @property
    def words(self) -> str:
        """The words, spaces folded."""
        return " ".join(self.get_text(" ").split())

    def get(self, attribute: str, otherwise: str | None = None) -> str | None:
        return self[attribute] if self.has_attr(attribute) else otherwise

    def has_attr(self, attribute: str) -> bool:
        return attribute in self._node.attributes

    def __getitem__(self, attribute: str) -> str:
        return self._node.attributes[attribute] or ""

    def __contains__(self, element: Element) -> bool:
        node: LexborNode | None = element._node
        while node is not None and node.mem_id != self._node.mem_id:
            node = node.parent
        return node is not None

    def __str__(self) -> str:
        return str(self._node.html)


class Document(Element):
    """A page, or a piece of one, with all that a browser puts around it."""

    def select(self, selector: str) -> list[Element]:
        return [Element(node) for node in self._node.css(selector)]


def parsed(html: str) -> Document:
    """What a browser would make of this."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return Document(root)


def faults_of(html: str) -> list[str]:
    """What a parser complains of, in its own words."""
    parser = Parser(HtmlOptions(exact_errors=True))
    parser.process(html.encode(errors="surrogatepass"))
    parser.finish()
    return list(parser.errors())
