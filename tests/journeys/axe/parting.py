"""A second coder of an interview, who agrees on little with the first."""

from __future__ import annotations

from consult.accounts import Person
from consult.coding import CodeDraft, SpanDraft, make_code, mark
from consult.interviews import find_interview
from consult.processes import Process
from consult.transcripts import newest_version
from tests.journeys.axe.hearing import HELD


def add_parting(process: Process, people: dict[str, Person]) -> None:
    """Let another person code what the first has coded, with a code of their own too."""
    interview = find_interview(process, HELD)
    version = newest_version(interview)
    coder = people["curator"]
    for name, words in (("Strade", "Da sempre"), ("Strade", "Un attraversamento"), ("Età", "Da")):
        start = version.text.index(words)
        code = make_code(coder, process, CodeDraft(name))
        mark(coder, interview, code, SpanDraft(version.number, start, start + len(words)))
