"""The one module that makes HTML from what people type; nh3 has the last word on all of it."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import nh3
from bleach.linkifier import Linker
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from consult.kernel.text.cleaning import MANY_LINES, SPACES, clean

DEEPEST_NESTING = 20
RENDERED_KEPT = 64
_local = threading.local()

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"}
_HEADED = _TAGS | {"h2", "h3", "h4"}
_LINK_REL = "nofollow ugc noopener noreferrer"
_SCHEMES = {"http", "https", "mailto"}

# Without one of these no address stands in a text, and there is nothing to look for.
_MAY_LINK = re.compile(r"\w\.\w|:/")
# What Markdown would take for its own: anywhere, and at the beginning of a line.
_MEANT_ANYWHERE = re.compile(r"([\\`*_\[<]|&(?=#?\w+;))")
_MEANT_IN_FRONT = re.compile(r"^(\d{0,9})([#>+=.)-])")

_markdown = MarkdownIt(
    "commonmark", {"html": False, "linkify": False, "maxNesting": DEEPEST_NESTING}
).disable(["image", "html_block", "html_inline"])


def plain_html(typed: str) -> Markup:
    """Return plain text as safe HTML: paragraphs, line breaks and links, nothing else.

    The latest are kept: a form renders what was typed before it holds the database.
    """
    return _plain_html(clean(typed))


@lru_cache(maxsize=RENDERED_KEPT)
def _plain_html(cleaned: str) -> Markup:
    paragraphs = MANY_LINES.sub("\n\n", cleaned).split("\n\n")
    escaped = "".join(
        f"<p>{str(escape(paragraph)).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
    if _MAY_LINK.search(cleaned):
        escaped = _linker().linkify(escaped)
    return _last_word(escaped, _TAGS)


def _linker() -> Linker:
    """What finds addresses: it keeps a state in itself, so each thread has its own."""
    own: dict[str, Linker] = _local.__dict__
    if "linker" not in own:
        own["linker"] = Linker(callbacks=[], parse_email=False)
    return own["linker"]


def markdown_html(typed: str, *, headings: bool = False) -> Markup:
    """Return Markdown as safe HTML; headings only where the text is a page of its own."""
    return _last_word(_markdown.render(clean(typed)), _HEADED if headings else _TAGS)


def as_markdown(typed: str) -> str:
    """Return plain text as Markdown that reads alike: every sign stays, every line is its own."""
    paragraphs = MANY_LINES.sub("\n\n", clean(typed)).split("\n\n")
    return "\n\n".join("\\\n".join(_meant(line) for line in one.split("\n")) for one in paragraphs)


def _meant(line: str) -> str:
    return _MEANT_IN_FRONT.sub(r"\1\\\2", _MEANT_ANYWHERE.sub(r"\\\1", line.strip()))


def _last_word(html: str, tags: set[str]) -> Markup:
    return Markup(  # noqa: S704 - nh3 has just decided what may stay
        nh3.clean(
            html,
            tags=tags,
            attributes={"a": {"href", "title"}},
            url_schemes=_SCHEMES,
            link_rel=_LINK_REL,
        )
    )


def excerpt(html: Markup | str, length: int = 180) -> str:
    """Return the beginning of a text without its HTML, cut between words."""
    words = SPACES.sub(" ", Markup(html).striptags()).strip()  # noqa: S704 - tags go at once
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _only_markup(value: object) -> Markup:
    if not isinstance(value, Markup):
        raise TypeError("Prose takes Markup from kernel.text, not a plain string.")
    return value


class Prose(TypeDecorator[Markup]):
    """Safe HTML: only `Markup` goes in, and `Markup` comes out."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Markup | None, dialect: object) -> str | None:
        del dialect
        if value is None:
            return None
        return str(_only_markup(value))

    def process_result_value(self, value: str | None, dialect: object) -> Markup | None:
        del dialect
        return None if value is None else Markup(value)  # noqa: S704 - cleaned on the way in
