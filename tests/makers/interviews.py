"""Interviews of a story: what is asked, who is heard, what they agreed to."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person
from consult.guides import ConsentDraft, ConsentText, consent_text_of, publish_consent_text
from consult.interviews import (
    BodyKind,
    FileKind,
    Interview,
    InterviewDraft,
    InterviewKind,
    Purpose,
    give_consent,
    hold_interview,
    make_link,
    plan_interview,
    store_file,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from tests.makers import a_person, in_every_language, the_cycle
from tests.makers.tables import a_zone

if TYPE_CHECKING:
    from collections.abc import Collection

    from consult.interviews import InterviewLink, PreparedFile
    from consult.processes import Process

PDF = b"%PDF-1.4\n%signed\n"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00 said aloud"


def an_interviewer() -> Person:
    """Someone who may do everything at the desk, whoever the story is about."""
    found = db.session.scalar(select(Person).where(Person.email == "irma@example.org"))
    return found or a_person("Irma", is_administrator=True)


def a_consent_text(process: Process, words: str = "We ask you.", **rules) -> ConsentText:
    """What interviewees of a consultation are told and asked from now on."""
    draft = ConsentDraft(in_every_language(words), **rules)
    return publish_consent_text(an_interviewer(), process, draft)


def an_interview(
    process: Process, *, agrees: Collection[Purpose] = (), held: bool = True, **others
) -> Interview:
    """Someone who is heard, and what they have agreed to by the private link."""
    given = {
        "title": "The school at the crossing",
        "kind": InterviewKind.INTERVIEW,
        "body_kind": BodyKind.SCHOOL,
        "language": the_cycle().languages[0],
        "name": "Olga Conti",
        "role": "Head of a school",
        "email": "olga@example.org",
        "zone": a_zone(),
        "such_people": 12,
    }
    interview = plan_interview(an_interviewer(), process, InterviewDraft(**(given | others)))
    if held:
        hold_interview(an_interviewer(), interview, now())
    if agrees:
        agree(interview, agrees)
    return interview


def agree(interview: Interview, purposes: Collection[Purpose]) -> InterviewLink:
    """Let the interviewee answer by a new link: yes to these, no to the rest."""
    if consent_text_of(interview.process) is None:
        a_consent_text(interview.process)
    link = make_link(an_interviewer(), interview)
    give_consent(link, interview, dict.fromkeys(purposes, True))
    return link


def a_scan() -> PreparedFile:
    """A signed paper, on disk."""
    return store_file(BytesIO(PDF), "signed.pdf", FileKind.SCAN)


def some_audio() -> PreparedFile:
    """What was recorded, on disk."""
    return store_file(BytesIO(MP3), "said.mp3", FileKind.AUDIO)
