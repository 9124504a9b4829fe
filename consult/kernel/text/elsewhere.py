"""Another platform's HTML, read as the plain text that it was written from."""

from __future__ import annotations

import html as entities
import re

import nh3

from consult.kernel.text.cleaning import MANY_LINES, SPACES, clean

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


def text_of_html(told: str) -> str:
    """Return what another platform kept as HTML as plain text, its paragraphs and lines kept.

    A text without tags is left as it is: a lone "<" is a sign that somebody typed.
    """
    if not _TAG_OF_PROSE.search(told):
        return clean(told)
    # nh3 closes what is open and drops scripts and styles with all that is in them.
    sound = nh3.clean(SPACES.sub(" ", told), tags=_BLOCKS, attributes={}, link_rel=None)
    lined = _BLOCK_END.sub("\n\n", _BREAK.sub("\n", sound.replace("<li>", "- ")))
    words = entities.unescape(_ANY_TAG.sub("", lined))
    lines = "\n".join(line.strip() for line in words.split("\n"))
    return clean(MANY_LINES.sub("\n\n", lines))
