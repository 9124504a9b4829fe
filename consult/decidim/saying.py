"""The rows of an export of Decidim, said in our plain columns.

What is told of a row's name begins with what it is (`proposals/12`), since numbers of proposals
and of meetings meet, and comments are about both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consult.decidim.dialects import Entity, Header, header_of
from consult.decidim.names import names_in
from consult.sheets import Sheet

COLUMNS = {
    Entity.PROPOSALS: (
        *("source_id", "title", "body", "source_url", "supports", "comments", "place", "theme"),
        *("channel", "state", "language", "date", "reference", "answer"),
    ),
    Entity.MEETINGS: (
        *("source_id", "title", "body", "source_url", "comments", "place", "theme"),
        *("channel", "state", "language", "date", "reference"),
    ),
    Entity.COMMENTS: (
        *("source_id", "body", "contribution", "parent", "state", "language", "date", "alignment"),
    ),
}
"""What is said of each row, in this order; each is the target of an import of the same name."""
TABLE = "territorial-table"
_TRUE = frozenset({"true", "1", "t", "yes"})
_KNOWN_STATES = frozenset({"accepted", "rejected", "evaluating"})
_ABOUT = re.compile(r"/(proposals|meetings|debates|posts|projects|results|budgets)/(\d+)")
_TYPE = re.compile(r"Decidim::(?:\w+::)*(\w+)")


def in_plain_columns(sheet: Sheet, entity: Entity, languages: Sequence[str]) -> Sheet:
    """Say an export's rows in our columns; texts in the first of these languages they are in."""
    header = header_of(sheet.header)
    say = {
        Entity.PROPOSALS: _proposal,
        Entity.MEETINGS: _meeting,
        Entity.COMMENTS: _comment,
    }[entity]

    def said() -> Iterator[tuple[int, list[str]]]:
        for number, cells in sheet.rows:
            if not cells or len(cells) > len(sheet.header):
                # Torn: it keeps what is too many, and is refused as any other.
                yield number, cells and [*COLUMNS[entity], *cells[len(sheet.header) :]]
                continue
            told = say(header, cells, languages)
            yield number, [told.get(name, "") for name in COLUMNS[entity]]

    return Sheet(COLUMNS[entity], said())


def _proposal(header: Header, cells: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    title, language = header.text(cells, "title", languages)
    body, _own = header.text(cells, "body", (language, *languages))
    answer, _own = header.text(cells, "answer", (language, *languages))
    state = header.of(cells, "state")
    if header.of(cells, "withdrawn") in _TRUE or header.of(cells, "withdrawn_at"):
        state = "withdrawn"
    elif "published_at" in header.places and not header.of(cells, "published_at"):
        state = "draft"
    elif state not in _KNOWN_STATES and state != "withdrawn":
        state = "published"  # a platform may name states of its own, and exports what is public
    return {
        "source_id": _name(Entity.PROPOSALS, header.of(cells, "id")),
        "title": title,
        "body": body,
        "source_url": header.of(cells, "url"),
        "supports": header.of(cells, "votes", "supports"),
        "comments": header.of(cells, "comments", "comments/count"),
        "channel": TABLE if header.of(cells, "created_in_meeting") in _TRUE else "",
        "state": state,
        "language": language,
        "date": header.of(cells, "published_at", "created_at"),
        "reference": header.of(cells, "reference"),
        "answer": answer,
        **_where_and_on_what(header, cells, languages),
    }


def _meeting(header: Header, cells: Sequence[str], languages: Sequence[str]) -> dict[str, str]:
    """A meeting is what was said there: its description, and its minutes where they are shown."""
    title, language = header.text(cells, "title", languages)
    told = (language, *languages)
    texts = [header.text(cells, "description", told)[0]]
    if header.of(cells, "closing_visible") in {"", *_TRUE}:
        texts.append(header.text(cells, "closing_report", told)[0])
    shut = header.of(cells, "private_meeting") in _TRUE
    if header.of(cells, "withdrawn") in _TRUE or header.of(cells, "withdrawn_at"):
        state = "withdrawn"
    elif header.of(cells, "published") in {"", *_TRUE} and not shut:
        state = "published"
    else:
        state = "draft"
    return {
        "source_id": _name(Entity.MEETINGS, header.of(cells, "id")),
        "title": title,
        "body": "\n\n".join(text for text in texts if text.strip()),
        "source_url": header.of(cells, "url"),
        "comments": header.of(cells, "comments/count", "comments"),
        "channel": TABLE,
        "state": state,
        "language": language,
        "date": header.of(cells, "start_time"),
        "reference": header.of(cells, "reference"),
        **_where_and_on_what(header, cells, languages),
    }


def _comment(header: Header, cells: Sequence[str], _languages: Sequence[str]) -> dict[str, str]:
    number, kind = header.of(cells, "commentable_id"), header.of(cells, "commentable_type")
    named = _TYPE.fullmatch(kind)
    answers = named is not None and named[1] == "Comment"
    found = _ABOUT.findall(header.of(cells, "root_commentable_url"))
    about = "/".join(found[-1]) if found else ""
    if not about and named and not answers:
        about = _name(f"{named[1].lower()}s", number)
    return {
        "source_id": _name(Entity.COMMENTS, header.of(cells, "id")),
        "body": header.of(cells, "body"),
        "contribution": about,
        "parent": _name(Entity.COMMENTS, number) if answers else "",
        "language": header.of(cells, "locale"),
        "date": header.of(cells, "created_at"),
        "alignment": header.of(cells, "alignment"),
    }


def _name(kind: str, number: str) -> str:
    return f"{kind}/{number.strip()}" if number.strip() else ""


def _where_and_on_what(
    header: Header, cells: Sequence[str], languages: Sequence[str]
) -> dict[str, str]:
    """The scope and the category; since 0.30 both are taxonomies, and the first is the theme."""
    theme = header.text(cells, "category/name", languages)[0]
    if not theme:
        named = names_in(header.of(cells, "taxonomies/name"), languages)
        theme = named[0] if named else ""
    return {"place": header.text(cells, "scope/name", languages)[0], "theme": theme}
