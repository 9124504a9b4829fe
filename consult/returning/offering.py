"""What is given to an interviewee to read: marked passages, with personal data masked."""

from __future__ import annotations

from dataclasses import dataclass

from consult.coding import (
    Passage,
    amend_passage,
    approve_passage,
    passages_of,
    reopen_passage,
    themes_of_passages,
    withhold_passage,
)
from consult.interviews import Interview
from consult.kernel.db import db
from consult.returning.models import Answer, ReturnedPassage
from consult.transcripts import masked, masks_of, newest_version


@dataclass(frozen=True, slots=True)
class Offered:
    """A passage as it would be read: where it stands, its words, the theme it is coded with."""

    passage_id: int
    version_number: int
    start: int
    end: int
    words: str
    theme_id: int | None


def offered_in(interview: Interview) -> list[Offered]:
    """The passages with a mark that stands, where it is sure where they are, in their order."""
    version = newest_version(interview)
    if version is None:
        return []
    passages = [
        one
        for one in passages_of(interview)
        if one.is_sure and one.version_id == version.id and one.words
    ]
    masks, themes = (
        masks_of(interview, version),
        themes_of_passages([one.id for one in passages]),
    )
    return [
        Offered(
            passage_id=one.id,
            version_number=version.number,
            start=one.start,
            end=one.end,
            words=masked(version.text, one.start, one.end, masks),
            theme_id=themes.get(one.id),
        )
        for one in passages
    ]


def say_answer(returned: ReturnedPassage) -> None:
    """Let the coders read what was said of a passage, where it is still there."""
    passage = db.session.get(Passage, returned.passage_id)
    if passage is None:
        return
    if returned.answer is Answer.APPROVED:
        approve_passage(passage, returned.words)
    elif returned.answer is Answer.AMENDED:
        amend_passage(passage, returned.own_words)
    elif returned.answer is Answer.WITHHELD:
        withhold_passage(passage)
    else:
        reopen_passage(passage)
