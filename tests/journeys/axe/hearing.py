"""Interviews at every stage, for their pages to be seen in every state."""

from __future__ import annotations

from consult.accounts import Person
from consult.coding import CodeDraft, SpanDraft, Tie, make_code, mark
from consult.guides import GuideDraft, find_guide, make_guide
from consult.ideamap import nodes_in
from consult.interviews import (
    Interview,
    InterviewKind,
    Purpose,
    count_presence,
    find_interview,
    keep_file,
    link_of,
    withdraw_interview,
)
from consult.interviews.tokens import hash_of
from consult.kernel.db import db
from consult.processes import Process
from consult.returning import (
    Answer,
    AnswerDraft,
    answer_passage,
    returned_of,
    send_passages,
)
from consult.transcripts import TextDraft, bring_in
from consult.wholes import AnswerDraft as WholeDraft
from consult.wholes import WholeAnswer, answer_whole, send_whole
from tests.makers import in_every_language
from tests.makers.interviews import a_consent_text, a_scan, an_interview, some_audio

HELD, MEETING, GONE, WHOLE = "AXEHELD2", "AXEMEET2", "AXEGANE2", "AXEWHAL2"
LINK = "a-private-link"
SAID = (
    "Intervistatrice: Che cosa manca davanti alla scuola?\n\n"
    "[00:00:12] Dirigente: Un attraversamento. Lo dice anche Olga Conti, 02 1234567.\n\n"
    "Intervistatrice: Da quando?\n\n[00:00:31] Dirigente: Da sempre manca davanti alla scuola."
)
QUESTIONS = "# La scuola\nChe cosa manca davanti alla scuola?\n- da quando?\n- a chi?"


def add_interviews(process: Process, people: dict[str, Person]) -> None:
    """Hear somebody with all that can be kept, hold a meeting, let somebody take all back."""
    staff = people["administrator"]
    guide = make_guide(staff, process, GuideDraft("Scuole", in_every_language(QUESTIONS)))
    version = find_guide(process, guide.id).versions[0]
    a_consent_text(process, "Chi chiede, perché, chi legge.")
    held = _called(HELD, an_interview(process, agrees=set(Purpose), guide_version=version))
    keep_file(staff, held, some_audio())
    keep_file(staff, held, a_scan())
    link = link_of(held)
    if link is not None:
        link.token_hash = hash_of(LINK)
    bring_in(staff, held, TextDraft(SAID))
    _code(staff, held)
    _give_back(staff, held)
    _publish_whole(staff, process)
    meeting = an_interview(process, kind=InterviewKind.MEETING, title="I negozi di via Roma")
    count_presence(staff, _called(MEETING, meeting), {"Negozianti": 7})
    gone = _called(GONE, an_interview(process, agrees={Purpose.USE}))
    withdraw_interview(staff, gone, "Lo ha chiesto.")
    db.session.flush()


def _called(code: str, interview: Interview) -> Interview:
    interview.code = code
    db.session.flush()
    return interview


def _give_back(staff: Person, interview: Interview) -> None:
    """Let the interviewee read the passages, and approve the first."""
    send_passages(staff, interview)
    link, first = link_of(interview), returned_of(interview)[0]
    if link is not None:
        answer_passage(link, interview, first, AnswerDraft(Answer.APPROVED, comment="Grazie."))


def _publish_whole(staff: Person, process: Process) -> None:
    """Somebody lets everyone read the whole; who was heard first has it to read."""
    told = _called(WHOLE, an_interview(process, agrees=set(Purpose)))
    bring_in(staff, told, TextDraft(SAID))
    send_whole(staff, find_interview(process, HELD))
    whole, link = send_whole(staff, told), link_of(told)
    if link is not None:
        answer_whole(link, told, WholeDraft(WholeAnswer.APPROVED, whole.number))


def _code(staff: Person, interview: Interview) -> None:
    """Two codes, one under the other and a node of the map, on passages that overlap."""
    roads = make_code(staff, interview.process, CodeDraft("Strade"))
    node = nodes_in(interview.process)[0]
    draft = CodeDraft("Attraversamenti", roads.id, tie=(Tie.NODE, node.id))
    crossing = make_code(staff, interview.process, draft)
    asked = SAID.index("Che cosa")
    mark(staff, interview, crossing, SpanDraft(1, asked, SAID.index("\n\n")))
    start = SAID.index("Un attraversamento")
    mark(staff, interview, crossing, SpanDraft(1, start, start + 19, "lo dicono tutti", 2))
    mark(staff, interview, roads, SpanDraft(1, start, start + 60))
