"""The one module that makes HTML from what people type.

| kind of field | way in | used by |
|---|---|---|
| one line (titles, names) | `clean_line`, escaped by the template | every room |
| plain text (comments, cards, notes) | `plain_html`: escape, linkify, nh3 | moderation, projects |
| Markdown (ideas, pages, pacts) | `markdown_html`: markdown-it, nh3 | ideas, processes, projects |
| another platform's HTML (imports) | `text_of_html`: nh3, then text; on as those above | exchange |
"""

from __future__ import annotations

import html as entities
import re
import threading
import unicodedata
from functools import lru_cache

import nh3
from bleach.linkifier import Linker
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _

TITLE_LIMIT = 150
COMMENT_LIMIT = 3_000
BODY_LIMIT = 20_000
DEEPEST_NESTING = 20
RENDERED_KEPT = 64
_local = threading.local()

_BIDI_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_OTHER_CONTROLS = dict.fromkeys(
    code for code in [*range(0x20), 0x7F, *range(0x80, 0xA0), 0xFEFF] if code not in (0x09, 0x0A)
)
_NOT_TEXT = _BIDI_CONTROLS | _OTHER_CONTROLS
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_MANY_LINES = re.compile(r"\n{3,}")

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"}
_HEADED = _TAGS | {"h2", "h3", "h4"}
_LINK_REL = "nofollow ugc noopener noreferrer"
_SCHEMES = {"http", "https", "mailto"}

# Without one of these no address stands in a text, and there is nothing to look for.
_MAY_LINK = re.compile(r"\w\.\w|:/")
# What is HTML rather than a text with a sign in it: a tag that people's editors write.
_TAG_OF_PROSE = re.compile(
    r"</?(?:a|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|s|span|strong|sub|sup|table"
    r"|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCKS = {"p", "br", "li", "ul", "ol", "blockquote", "pre", "hr", "div", "table", "tr"} | {
    f"h{level}" for level in range(1, 7)
}
_BREAK = re.compile(r"<br ?/?>\n?|</li>|</tr>")
_BLOCK_END = re.compile(r"</?(?:p|ul|ol|blockquote|pre|hr|div|table|h[1-6])>")
_ANY_TAG = re.compile(r"<[^>]*>")

# What Markdown would take for its own: anywhere, and at the beginning of a line.
_MEANT_ANYWHERE = re.compile(r"([\\`*_\[<]|&(?=#?\w+;))")
_MEANT_IN_FRONT = re.compile(r"^(\d{0,9})([#>+=.)-])")

_markdown = MarkdownIt(
    "commonmark", {"html": False, "linkify": False, "maxNesting": DEEPEST_NESTING}
).disable(["image", "html_block", "html_inline"])


def clean(typed: str) -> str:
    """Return typed text in NFC without control characters, its line ends as newlines.

    Raises `RefusedError` for lone surrogates, which no database keeps.
    """
    if _SURROGATES.search(typed):
        raise RefusedError(_("This text holds broken characters. Type it again."))
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.translate(_NOT_TEXT)).strip()


def clean_line(typed: str) -> str:
    """Return typed text cleaned, on one line."""
    return _SPACES.sub(" ", clean(typed)).strip()


def plain_html(typed: str) -> Markup:
    """Return plain text as safe HTML: paragraphs, line breaks and links, nothing else.

    The latest are kept: a form renders what was typed before it holds the database.
    """
    return _plain_html(clean(typed))


@lru_cache(maxsize=RENDERED_KEPT)
def _plain_html(cleaned: str) -> Markup:
    paragraphs = _MANY_LINES.sub("\n\n", cleaned).split("\n\n")
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


def text_of_html(told: str) -> str:
    """Return what another platform kept as HTML as plain text, its paragraphs and lines kept.

    A text without tags is left as it is: a lone "<" is a sign that somebody typed.
    """
    if not _TAG_OF_PROSE.search(told):
        return clean(told)
    # nh3 closes what is open and drops scripts and styles with all that is in them.
    sound = nh3.clean(_SPACES.sub(" ", told), tags=_BLOCKS, attributes={}, link_rel=None)
    lined = _BLOCK_END.sub("\n\n", _BREAK.sub("\n", sound.replace("<li>", "- ")))
    words = entities.unescape(_ANY_TAG.sub("", lined))
    lines = "\n".join(line.strip() for line in words.split("\n"))
    return clean(_MANY_LINES.sub("\n\n", lines))


def as_markdown(typed: str) -> str:
    """Return plain text as Markdown that reads alike: every sign stays, every line is its own."""
    paragraphs = _MANY_LINES.sub("\n\n", clean(typed)).split("\n\n")
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
    words = _SPACES.sub(" ", Markup(html).striptags()).strip()  # noqa: S704 - tags go at once
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
