"""What people type: made sound, and made into HTML by one module (`making`).

| kind of field | way in | used by |
|---|---|---|
| one line (titles, names) | `clean_line`, escaped by the template | every room |
| plain text (comments, cards, notes) | `plain_html`: escape, linkify, nh3 | moderation, projects |
| Markdown (ideas, pages, pacts) | `markdown_html`: markdown-it, nh3 | ideas, processes, projects |
| another platform's HTML (imports) | `text_of_html`: nh3, then text; on as those above | exchange |
"""

from consult.kernel.text.cleaning import (
    BODY_LIMIT,
    COMMENT_LIMIT,
    TITLE_LIMIT,
    clean,
    clean_line,
)
from consult.kernel.text.elsewhere import text_of_html
from consult.kernel.text.making import (
    Prose,
    as_markdown,
    excerpt,
    markdown_html,
    plain_html,
)

__all__ = [
    "BODY_LIMIT",
    "COMMENT_LIMIT",
    "TITLE_LIMIT",
    "Prose",
    "as_markdown",
    "clean",
    "clean_line",
    "excerpt",
    "markdown_html",
    "plain_html",
    "text_of_html",
]
