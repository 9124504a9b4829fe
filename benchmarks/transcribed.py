"""A conversation of three hours, transcribed and marked: 200,000 characters, 1,500 passages."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import select

from benchmarks.said import said
from consult.accounts import Person
from consult.coding import CodeDraft, SpanDraft, make_code, mark
from consult.guides import ConsentDraft, consent_text_of, publish_consent_text
from consult.interviews import (
    BodyKind,
    InterviewDraft,
    Purpose,
    give_consent,
    hold_interview,
    make_link,
    plan_interview,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process
from consult.transcripts import TextDraft, bring_in, turns_of

TURNS, CHARACTERS, CODES = 1_500, 200_000, 40
SPEAKERS = ("Intervistatrice", "Dirigente")
LONGEST_MARK = 60


def transcribed(process_id: int) -> dict[str, Any]:
    """Keep such an interview; say where it is read, and where to mark with what."""
    hand = random.Random("transcribed")
    with db.transaction() as session:
        process = session.get_one(Process, process_id)
        staff = session.scalars(select(Person).where(Person.is_administrator)).first()
        if staff is None:
            raise LookupError("The demo has no administrator.")
        if consent_text_of(process) is None:
            told = dict.fromkeys(process.languages, "Chi chiede, e perché.")
            publish_consent_text(staff, process, ConsentDraft(told))
        draft = InterviewDraft("Tre ore", BodyKind.SCHOOL, language=process.languages[0])
        interview = plan_interview(staff, process, draft)
        hold_interview(staff, interview, now())
        give_consent(make_link(staff, interview), interview, {Purpose.TRANSCRIBE: True})
        version = bring_in(staff, interview, TextDraft(_text(hand)))
        codes = [make_code(staff, process, CodeDraft(f"Codice {n}")) for n in range(CODES)]
        for number, turn in enumerate(turns_of(version.text)):
            span = SpanDraft(1, turn.start, min(turn.end, turn.start + LONGEST_MARK))
            mark(staff, interview, codes[number % CODES], span)
        return {
            "page": f"/processes/{process.slug}/desk/interviews/{interview.code}/coding",
            "code": codes[0].id,
            "name": codes[0].name,
            "characters": len(version.text),
        }


def _text(hand: random.Random) -> str:
    each = CHARACTERS // TURNS
    turns = []
    for number in range(TURNS):
        who = f"{SPEAKERS[number % 2]}: "
        words = said(hand, each)[: each - len(who) - len(".\n\n")]
        turns.append(f"{who}{words.strip().capitalize()}.")
    return "\n\n".join(turns)
