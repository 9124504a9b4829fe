"""Which codes to suggest for some words: those of the passages most like them, with the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.analysis.likeness import Likeness
from consult.coding.queries import CodedWords, passages_of, words_coded_in
from consult.interviews import Interview, interviews_in
from consult.search import stems
from consult.transcripts import can_read_transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.accounts import Person
    from consult.coding.models import Code
    from consult.transcripts import Turn

NEAREST = 10
"""How many of the passages most alike say which codes."""
LIKE_FROM = 0.2
"""From this part of what the lighter of two texts weighs, a passage is like some words."""
MOST_SUGGESTED = 3
MOST_REASONS = 2
MOST_TURNS = 200
"""How many turns without a code are looked at for one that is like something coded."""
LETTERS_SHOWN, PARTS_BEFORE = 120, 6
"""How much of a passage is read beside a suggestion, and how much of it before what is shared."""
_PARTS = re.compile(r"\w+|\W+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Like:
    """A passage that some words are like, the interview that it is in, the stems they share."""

    coded: CodedWords
    interview: Interview
    shared: frozenset[str]

    def parts(self) -> list[tuple[str, bool]]:
        """The passage in parts, each with whether it is shared, from about the first shared on."""
        language, at = self.interview.language, 0
        parts = [
            (part, not self.shared.isdisjoint(stems(part, language)))
            for part in _PARTS.findall(self.coded.words)
        ]
        if len(self.coded.words) > LETTERS_SHOWN:
            first = next((place for place, (_part, same) in enumerate(parts) if same), 0)
            at = max(first - PARTS_BEFORE, 0)
        told = [("…", False)] if at else []
        size = 0
        for part, same in parts[at:]:
            size += len(part)
            if size > LETTERS_SHOWN:
                return [*told, ("…", False)]
            told.append((part, same))
        return told


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code that some words could have, and the passages they are like, the most alike first."""

    code: Code
    like: Sequence[Like]
    more: int


class Suggester:
    """The passages that a coder may read, to be asked which codes fit other words."""

    def __init__(self, person: Person, interview: Interview) -> None:
        self._person, self._interview = person, interview
        self._readable = {
            one.id: one
            for one in interviews_in(interview.process)
            if can_read_transcript(person, one)
        }
        self._marks: dict[int, list[CodedWords]] = defaultdict(list)
        for one in words_coded_in(list(self._readable)):
            self._marks[one.passage_id].append(one)
        self._likeness = Likeness(
            {
                number: stems(held[0].words, self._readable[held[0].interview_id].language)
                for number, held in self._marks.items()
            }
        )

    def suggest(self, words: str, span: Span) -> list[Suggested]:
        """Return the codes of the passages most like these words, the most agreed on first.

        The words themselves, and what overlaps them, say nothing; nor is a code suggested that the
        coder has put on just them.
        """
        votes: dict[int, float] = defaultdict(float)
        like: dict[int, list[Like]] = defaultdict(list)
        have = self._codes_at(span)
        near = self._likeness.near(stems(words, self._interview.language), 2 * NEAREST, LIKE_FROM)
        others = [one for one in near if not self._overlaps(one[0], span)]
        for number, part, shared in others[:NEAREST]:
            for code_id, one in {one.code.id: one for one in self._marks[number]}.items():
                if code_id not in have:
                    votes[code_id] += part
                    like[code_id].append(Like(one, self._readable[one.interview_id], shared))
        best = sorted(votes, key=lambda code_id: (-votes[code_id], code_id))[:MOST_SUGGESTED]
        return [
            Suggested(
                like[one][0].coded.code, like[one][:MOST_REASONS], len(like[one][MOST_REASONS:])
            )
            for one in best
        ]

    def next_turn(
        self, text: str, turns: Sequence[Turn], after: int
    ) -> tuple[int, list[Suggested]] | None:
        """Return the next turn that no code stands on and something coded is like, if any."""
        spans = [(one.start, one.end) for one in passages_of(self._interview) if one.is_sure]
        bare = [
            number
            for number, turn in enumerate(turns)
            if number > after and not any(a < turn.end and b > turn.start for a, b in spans)
        ]
        for number in bare[:MOST_TURNS]:
            turn = turns[number]
            found = self.suggest(text[turn.start : turn.end], (turn.start, turn.end))
            if found:
                return number, found
        return None

    def _overlaps(self, number: int, span: Span) -> bool:
        one = self._marks[number][0]
        here = one.interview_id == self._interview.id
        return here and one.start < span[1] and one.end > span[0]

    def _codes_at(self, span: Span) -> set[int]:
        """The codes that the coder has put on just these words."""
        return {
            one.code.id
            for held in self._marks.values()
            for one in held
            if one.interview_id == self._interview.id
            and (one.start, one.end) == span
            and one.coder_id == self._person.id
        }
