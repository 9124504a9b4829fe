"""A transcript of a story with marked passages, and those that were given back to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.coding import CodeDraft, SpanDraft, Tie, make_code, mark
from consult.returning import returned_of, send_passages
from consult.transcripts import TextDraft, bring_in, newest_version
from tests.makers import a_theme
from tests.makers.interviews import an_interviewer

if TYPE_CHECKING:
    from consult.interviews import Interview
    from consult.returning import ReturnedPassage

FIRST = "Un attraversamento sicuro davanti alla scuola."
SECOND = "E alberi, che diano ombra."
SAID = f"INT: Che cosa manca?\n\nOLG: {FIRST} {SECOND} Scrivetemi a olga@example.net, grazie."
MAIL = "Scrivetemi a olga@example.net, grazie."


def a_marked_text(interview: Interview, *words: str, text: str = SAID) -> None:
    """Bring in what was said, and mark these words of it with a code that is a theme."""
    staff = an_interviewer()
    version = newest_version(interview) or bring_in(staff, interview, TextDraft(text))
    tied = CodeDraft("Strade", tie=(Tie.THEME, a_theme().id))
    code = make_code(staff, interview.process, tied)
    for said in words or (FIRST, SECOND):
        start = version.text.index(said)
        mark(staff, interview, code, SpanDraft(version.number, start, start + len(said)))


def given_back(interview: Interview, *words: str) -> list[ReturnedPassage]:
    """The marked words as they were given to the interviewee to read."""
    a_marked_text(interview, *words)
    send_passages(an_interviewer(), interview)
    return list(returned_of(interview))
