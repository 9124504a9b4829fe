"""Reading suggestions: their public voices, and the words by which they differ from the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.analysis.terms import telling_words
from consult.contributions import contributions_with
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.search import rarities, stems
from consult.suggesting.models import Suggestion, SuggestionState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.contributions import Contribution
    from consult.processes import Process

LETTERS_READ = 400
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Laid:
    """A suggestion as the page lays it before a curator."""

    suggestion: Suggestion
    voices: Sequence[Contribution]
    words: Sequence[str]


def get_suggestion(process: Process, suggestion_id: int) -> Suggestion:
    """One suggestion of a consultation. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Suggestion).where(
            Suggestion.id == suggestion_id, Suggestion.process_id == process.id
        )
    )
    if found is None:
        raise NotFoundError(_("There is no such suggestion."))
    return found


def laid_in(process: Process) -> list[Laid]:
    """The open suggestions of a process with what is public of each, the largest first."""
    rows = db.session.scalars(
        select(Suggestion)
        .where(Suggestion.process_id == process.id, Suggestion.state == SuggestionState.OPEN)
        .order_by(Suggestion.id)
    ).all()
    found = {one.id: one for one in contributions_with({i for r in rows for i in r.contributions})}
    voices = {row.id: [found[one] for one in row.contributions if one in found] for row in rows}
    words = {one.id: _words_of(one) for one in found.values()}
    holders, total = rarities({stem for pairs in words.values() for _word, stem in pairs})
    laid = [
        Laid(row, said, telling_words([words[one.id] for one in said], holders, total))
        for row in rows
        if (said := voices[row.id])
    ]
    return sorted(laid, key=lambda one: (-len(one.voices), one.suggestion.id))


def voices_of(suggestion: Suggestion) -> list[Contribution]:
    """What is public of a suggestion, the middle one first."""
    found = {one.id: one for one in contributions_with(suggestion.contributions)}
    return [found[one] for one in suggestion.contributions if one in found]


def count_suggested(process: Process) -> int:
    """How many suggestions wait for a curator."""
    query = select(func.count()).where(
        Suggestion.process_id == process.id, Suggestion.state == SuggestionState.OPEN
    )
    return int(db.session.execute(query).scalar_one())


def _words_of(one: Contribution) -> list[tuple[str, str]]:
    """The words of a text, each with its stem; words that say nothing have none."""
    told = _WORD.findall(f"{one.title} {one.source[:LETTERS_READ]}".casefold())
    return [(word, stem) for word in told for stem in stems(word, one.language)]
