"""What the reading page is asked for: codes that some words could have, spans that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from consult.coding.suggesting import Suggester
from consult.interviews import can_code_interview
from consult.kernel.forms import ActionForm
from consult.transcripts import newest_version, turns_of

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.interviews import Interview

MOST_SPANS = 20
LONGEST_SPAN = 24


def suggested_here(person: Person, interview: Interview) -> dict[str, Any]:
    """The codes suggested for the words asked about, else for the next turn without a code."""
    shown: dict[str, Any] = {"interview": interview, "process": interview.process}
    version = newest_version(interview)
    shown |= {"version": version, "asked": False, "action": ActionForm(formdata=None)}
    if version is None or "like" not in request.args or not can_code_interview(person, interview):
        return shown
    suggester = Suggester(person, interview)
    after, span = request.args.get("after", ""), None
    spans = spans_in(request.args["like"])
    if spans and 0 <= spans[0][0] < spans[0][1] <= len(version.text):
        span = spans[0]
        found, number = suggester.suggest(version.text[slice(*span)], span), None
    else:
        turns = turns_of(version.text)
        said = int(after) if after.isdecimal() and len(after) < LONGEST_SPAN else -1
        number, found = suggester.next_turn(version.text, turns, said) or (None, [])
        span = (turns[number].start, turns[number].end) if number is not None else None
    words = version.text[slice(*span)] if span else ""
    return shown | {
        "asked": True,
        "suggested": found,
        "span": span,
        "words": words,
        "bare": number,
    }


def spans_in(said: str) -> list[tuple[int, int]]:
    """Return the spans that our script names: `12-40,60-75`."""
    spans = []
    for one in said.split(",")[:MOST_SPANS]:
        start, _dash, end = one.partition("-")
        if start.isdecimal() and end.isdecimal() and len(one) < LONGEST_SPAN:
            spans.append((int(start), int(end)))
    return spans
