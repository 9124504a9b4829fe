"""What coders made, as somebody may read it: a fixed number of queries, however many interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts import Person
from consult.coding import codes_of, marks_in
from consult.interviews import Interview, interviews_in
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.qda.coded import BookCode, Coded, Given, Heard, Marked
from consult.qda.colours import colour_of
from consult.transcripts import can_read_transcript, newest_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process
    from consult.transcripts import TranscriptVersion


def coded_in(process: Process, person: Person) -> Coded:
    """The codebook, and every interview with a text that a person may read now."""
    return _coded(process, person, interviews_in(process))


def heard_in(interview: Interview, person: Person) -> tuple[Coded, Heard]:
    """One interview with its codebook. Raises `NotFoundError` when it has no text to read."""
    coded = _coded(interview.process, person, [interview])
    if not coded.heard:
        raise NotFoundError(_("This interview has no text that you may read."))
    return coded, coded.heard[0]


def _coded(process: Process, person: Person, interviews: Sequence[Interview]) -> Coded:
    """Consent is asked anew each time: what was withdrawn is not read any more."""
    readable = [one for one in interviews if can_read_transcript(person, one)]
    versions = newest_versions([one.id for one in readable])
    passages = _passages(list(versions.values()), [one.id for one in readable])
    heard = [
        Heard(
            interview=one,
            words=versions[one.id].text,
            version=versions[one.id].number,
            passages=passages.get(one.id, ()),
        )
        for one in sorted(readable, key=lambda one: one.id)
        if one.id in versions
    ]
    coders = {
        given.coder_id for one in heard for passage in one.passages for given in passage.given
    }
    return Coded(process, _codes(process), heard, _names(sorted(coders)))


def _codes(process: Process) -> list[BookCode]:
    return [
        BookCode(
            id=one.id,
            name=one.name,
            parent_id=one.parent_id,
            description=one.description,
            colour=colour_of(one.colour),
            codable=one.is_codable,
        )
        for one in codes_of(process)
    ]


def _passages(versions: Sequence[TranscriptVersion], ids: Sequence[int]) -> dict[int, list[Marked]]:
    """The passages that surely stand in the newest texts, with the codes on them now."""
    newest = {one.id for one in versions}
    found: dict[int, list[Marked]] = {}
    given: dict[int, list[Given]] = {}
    for mark in marks_in(ids, also_overruled=True):
        passage = mark.passage
        if not passage.is_sure or passage.version_id not in newest:
            continue
        if passage.id not in given:
            given[passage.id] = []
            found.setdefault(passage.interview_id, []).append(
                Marked(
                    passage.id, passage.start, passage.end, passage.state.value, given[passage.id]
                )
            )
        given[passage.id].append(
            Given(
                mark.id,
                mark.code_id,
                mark.coder_id,
                mark.made_at,
                mark.memo,
                mark.importance,
                None if mark.settled_at is None else mark.stands,
            )
        )
    return found


def _names(people: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.display_name).where(Person.id.in_(people)))
    return {number: name or _("someone") for number, name in rows}
