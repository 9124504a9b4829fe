"""Unmistakable words in interviews at every level of consent, and who may read which, where."""

from __future__ import annotations

from dataclasses import replace

from consult.coding import codes_of
from consult.contributions import Contribution
from consult.interviews import Purpose, keep_file, link_of, withdraw_by_link
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.db import db
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of, send_passages
from consult.wholes import send_whole
from tests.makers.interviews import a_consent_text, an_interview, an_interviewer, some_audio
from tests.makers.passages import a_marked_text

QUOTED = frozenset({Purpose.RECORD, Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
LEVELS = {
    "none": frozenset(),
    "use": frozenset({Purpose.RECORD, Purpose.TRANSCRIBE, Purpose.USE}),
    "role": QUOTED,
    "whole": frozenset(Purpose),
    "gone": frozenset(Purpose),
}
PUBLIC: dict[str, dict[str, object]] = {
    "said": {"such_people": 12, "role": "A role for all"},
    "few": {"such_people": 2},
}
"""Interviews of which everyone reads one passage; role and zone of the second name somebody."""
PARTS = ("title", "name", "role", "body", "file", "first", "second", "rest")
ROLES = ("facilitator", "curator", "planner", "administrator")
DESKS = {
    "interviews.",
    "transcripts.",
    "coding.",
    "coding_codebook.",
    "returning.",
    "wholes_desk.",
    "qda.",
    "qda_agreement.",
}
LINKED = {"interviews_linked.", "returning_linked."}
"""What a private link opens, to whoever has it."""
EVERY_ROLE = (*ROLES, "visitor", "citizen", "author", "moderator", "suspended")
WITH_THE_VOICE = {"ideas.", "discussion.", "moderation_asking.", "moderation_desk."}
OWN = "zqivroleown"
LETTER = "zqivwhole@post.invalid"
"""The one interviewee with an address: only to them a letter says their name."""


def canaries_of_interviews():
    """Each canary of an interview: which role may read it, on which pages; the last, nobody."""
    desk = dict.fromkeys(ROLES, DESKS)
    may = {
        f"zqiv{level}{part}": {} if level == "gone" else desk for level in LEVELS for part in PARTS
    }
    for level, shown in PUBLIC.items():
        may |= {f"zqiv{level}{part}": desk for part in PARTS if part not in {*shown, "first"}}
    voice = dict.fromkeys(ROLES[1:], DESKS | WITH_THE_VOICE)
    voice |= {"moderator": WITH_THE_VOICE, "facilitator": DESKS}
    may |= {OWN: voice, "zqivrolerole": voice, LETTER: desk}
    for canary in (OWN, "zqivrolefirst", "zqivrolesecond", "zqivrolerole"):
        may[canary] = {role: may[canary].get(role, set()) | LINKED for role in EVERY_ROLE}
    return may


def hear_in_public(world, words):
    """Hear two people who let everyone read what they said first, and nothing else."""
    process = world["process"]
    a_consent_text(process, "We ask you.")
    for level, shown in PUBLIC.items():
        interview = _heard(process, level, QUOTED, words, first="aloud", **shown)
        send_passages(an_interviewer(), interview)
        link, (first, second) = link_of(interview), returned_of(interview)
        answer_passage(link, interview, first, AnswerDraft(Answer.APPROVED))
        answer_passage(link, interview, second, AnswerDraft(Answer.WITHHELD))
        world["ideas"].append(db.session.get_one(Contribution, first.contribution_id))
        world.setdefault("interviews", []).append(interview.code)


def let_the_interviews_in(world, words):
    """Hear somebody at each level of consent; one answers in other words, one takes all back."""
    process = world["process"]
    for level, agrees in LEVELS.items():
        interview = _heard(process, level, agrees, words)
        world["interviews"].append(interview.code)
        if level not in {"none", "use"}:
            _answered(world, interview, level, words)
    world["codes"] = [one.id for one in codes_of(process)]


def _heard(process, level, agrees, words, first="", **others):
    canary = f"zqiv{level}"
    known = {part: words(f"{canary}{part}") for part in PARTS[:4]} | others
    email = LETTER if level == "whole" else ""
    interview = an_interview(process, agrees=agrees, email=email, **known)
    if Purpose.TRANSCRIBE in agrees:
        said = [words(first or f"{canary}first")]
        said += [words(f"{canary}{part}") for part in PARTS[6:]]
        a_marked_text(interview, *said[:2], text="\n\n".join(f"A: {one}." for one in said))
        audio = replace(some_audio(), name=f"{canary}file.mp3")
        keep_file(an_interviewer(), interview, audio)
    return interview


def _answered(world, interview, level, words):
    send_passages(an_interviewer(), interview)
    link, (first, second) = link_of(interview), returned_of(interview)
    if level in {"gone", "role"}:
        world["links"].append(token_of(interview.id, number_of(link)))
    if level == "gone":
        answer_passage(link, interview, first, AnswerDraft(Answer.APPROVED))
        world["ideas"].append(db.session.get_one(Contribution, first.contribution_id))
        withdraw_by_link(link, interview)
        return
    if level == "whole":
        send_whole(an_interviewer(), interview)
    answer_passage(link, interview, second, AnswerDraft(Answer.WITHHELD))
    if level == "role":
        answer_passage(link, interview, first, AnswerDraft(Answer.AMENDED, words(OWN)))
        world["ideas"].append(db.session.get_one(Contribution, first.contribution_id))
