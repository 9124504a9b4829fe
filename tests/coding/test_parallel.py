"""Two coders on one interview at once: no mark lost or doubled, none on words that moved."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import Act
from consult.coding import (
    Code,
    CodeDraft,
    Mark,
    Passage,
    SpanDraft,
    make_code,
    mark,
    marks_in,
    unmark,
)
from consult.coding.commands import mark_in_vivo
from consult.interviews import get_interview
from consult.kernel.db import db
from consult.processes import Process
from consult.transcripts import correct, newest_version
from tests.coding.words import FARE, SAID, TEXT, span
from tests.wall.test_parallel import at_once, get, kept_story

TIMES = 4


@pytest.fixture
def desk(irma, bice, interview, fares):
    """The ids of an interview, its consultation, two coders and a code, kept."""
    found = interview.id, interview.process_id, (irma.id, bice.id), fares.id
    kept_story()
    return found


def standing(interview_id):
    """Who put which code on which words, as often as it stands."""
    return Counter(
        (one.coder_id, one.code.name, one.passage.words) for one in marks_in([interview_id])
    )


def many(rows):
    return db.session.scalar(select(func.count()).select_from(rows))


def test_both_press_the_same_again_and_again_and_each_mark_is_there_once(desk):
    interview_id, _process, coders, code_id = desk
    presses = [(coder, place) for place in (FARE, SAID) for coder in coders] * TIMES

    def press(what):
        coder, place = what
        mark(get(Person, coder), get_interview(interview_id), get(Code, code_id), span(place))

    assert at_once(press, presses) == len(presses)

    words = [TEXT[slice(*place)] for place in (FARE, SAID)]
    assert standing(interview_id) == dict.fromkeys(
        ((coder, "Tariffe", said) for coder in coders for said in words), 1
    )
    assert many(Passage) == len(words)
    acts = select(func.count(Act.id)).where(Act.verb == "passage.mark")
    assert db.session.scalar(acts) == len(coders) * len(words)


def test_a_code_that_both_name_at_once_is_one(desk):
    interview_id, process_id, coders, _code = desk

    def name(coder):
        person, interview = get(Person, coder), get_interview(interview_id)
        made = make_code(person, get(Process, process_id), CodeDraft("Confini"))
        mark(person, interview, made, span(FARE))
        mark_in_vivo(person, interview, span(SAID))

    assert at_once(name, coders * TIMES) == len(coders) * TIMES

    said = TEXT[slice(*SAID)]
    assert standing(interview_id) == dict.fromkeys(
        (
            (coder, *what)
            for coder in coders
            for what in (("Confini", TEXT[slice(*FARE)]), (said, said))
        ),
        1,
    )
    assert sorted(db.session.scalars(select(Code.name))) == ["Confini", said, "Tariffe"]


def test_one_takes_off_what_the_other_keeps(desk):
    interview_id, _process, (irma, bice), code_id = desk

    def press(coder):
        person, interview = get(Person, coder), get_interview(interview_id)
        made = mark(person, interview, get(Code, code_id), span(FARE))
        if coder == irma:
            unmark(person, interview, made)

    assert at_once(press, (irma, bice) * TIMES) == 2 * TIMES

    assert standing(interview_id) == {(bice, "Tariffe", TEXT[slice(*FARE)]): 1}
    assert many(select(Mark.id).where(Mark.removed_at.is_(None)).subquery()) == 1


def test_one_marks_while_the_other_corrects_and_every_mark_stays_on_its_words(desk):
    interview_id, _process, (irma, bice), code_id = desk
    before = (TEXT.index("D: "), TEXT.index("?") + 1)

    def act(what):
        interview = get_interview(interview_id)
        if what is None:
            correct(get(Person, irma), interview, before, "D: Che cosa, dopo, è cambiato?", 1)
        else:
            mark(get(Person, bice), interview, get(Code, code_id), SpanDraft(1, *what))

    spans = [(FARE[0], FARE[1] - cut) for cut in range(6)]
    assert at_once(act, [*spans[:3], None, *spans[3:], SAID]) == len(spans) + 2

    words = newest_version(get_interview(interview_id)).text
    assert newest_version(get_interview(interview_id)).number == 2
    found = [one.passage for one in marks_in([interview_id])]
    assert Counter(one.words for one in found) == Counter(
        TEXT[slice(*one)].strip() for one in [*spans, SAID]
    )
    assert all(one.is_sure and words[one.start : one.end] == one.words for one in found)
