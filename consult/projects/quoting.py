"""Whether words stand in what somebody said: nothing is laid into a voice's mouth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consult.kernel.text import clean_line

if TYPE_CHECKING:
    from consult.contributions import Contribution

# Apostrophes, quotation marks and dashes, as typewriters and as typographers write them.
_ALIKE = str.maketrans("\u2019\u2018\u201c\u201d\u00ab\u00bb\u2013", '\'\'""""-')
_AROUND = " .,;:…\"'"
_MARKDOWN = re.compile(r"[*_`>#\[\]]+")


def stands_in(words: str, said: Contribution) -> bool:
    """Whether words are a span of a contribution's title or text.

    Spaces, capitals, kinds of quotation marks and the signs of Markdown do not matter.
    """
    wanted = _plain(words).strip(_AROUND)
    return not wanted or any(
        wanted in _plain(text) for text in (said.title, said.source, said.body.striptags())
    )


def _plain(text: str) -> str:
    return clean_line(_MARKDOWN.sub("", text)).translate(_ALIKE).casefold()
