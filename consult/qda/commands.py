"""Taking in what coders made in another tool: its codes at once, its passages in jobs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from consult.audit import note_act
from consult.coding import CodeDraft, can_keep_codebook, code_maker, make_code
from consult.interviews import Interview
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT
from consult.qda.arriving import (
    ArrivingPassage,
    Path,
    codes_in,
    heard_for,
    passages_in,
    sound_words,
)
from consult.qda.coded import Heard
from consult.qda.colours import nearest_colour
from consult.qda.gathering import coded_in
from consult.qda.jobs import take_in_passages
from consult.qda.marking import Row, mark_passages
from consult.qda.projects import guid_for
from consult.transcripts import Kind, TextDraft, bring_in

if TYPE_CHECKING:
    from consult.accounts import Person
    from consult.coding import Code as OurCode
    from consult.processes import Process
    from consult.qda.coded import Coded
    from consult.refi import Code, Project, Text

DEEPEST = 6
"""Levels of our codebook: what hangs deeper in a file hangs at the last of them."""
ROOM = 20
"""Characters of a name that are left for what is said after it."""
MOST_CODES = 1_000
"""They come at once, and while they come nobody else can write."""
AT_ONCE = 5
"""Passages that one job takes in, so that nobody waits for it."""


@dataclass(slots=True)
class Taken:
    """What came of a file: codes and passages, texts that no interview here has, strange coders."""

    codes: int = 0
    passages: int = 0
    left: list[str] = field(default_factory=list)
    coders: list[str] = field(default_factory=list)


def take_in_codes(
    person: Person, process: Process, codes: Sequence[Code], used: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Make the codes of a file, and return each by its GUID; one that we have already is that one.

    `used` are those that passages have: they can be given, whatever the file says. Raises
    `NotAllowedError`.
    """
    require(can_keep_codebook(person, process))
    every = list(codes_in(codes))
    if len(every) > MOST_CODES:
        raise RefusedError(
            _("This file holds more than %(most)d codes: send it in parts.", most=MOST_CODES)
        )
    make = code_maker(person, process)
    made: dict[Path, OurCode] = {}
    found: dict[str, int] = {}
    for arriving in every:
        above = arriving.above
        while len(above) >= DEEPEST:
            above = above[:-1]
        parent = made.get(above)
        code = arriving.code
        draft = CodeDraft(
            name=arriving.name,
            parent_id=parent.id if parent else None,
            description=code.description,
            colour=nearest_colour(code.colour),
            is_codable=code.codable or code.guid in used,
        )
        made[arriving.key] = given = make(draft)
        if code.guid in used and not given.is_codable:
            # With us it only holds others, there passages have it: they get one beside it.
            name = _("%(name)s, in general", name=arriving.name[: TITLE_LIMIT - ROOM])
            given = make(replace(draft, name=name))
        found[code.guid] = given.id
    return found


def take_in_project(
    person: Person, process: Process, project: Project, into: Interview | None
) -> Taken:
    """Take in the codes and passages of a project on the interviews that have its texts.

    A text that is new comes to the interview `into`, should it be the only one. Passages follow in
    jobs. Whoever gave a code is known again when the file was ours; all else is the person's own.
    Raises `NotAllowedError`, and what `bring_in` raises.
    """
    used = _used(project)
    codes = take_in_codes(person, process, project.codes, used)
    comments = _comments(person, process, project) if _has_comments(project) else 0
    coded = coded_in(process, person)
    taken = Taken(codes=len(codes))
    known = {guid_for("person", coded, one): one for one in coded.coders}
    names = {user.guid: user.name for user in project.users}
    strange = dict.fromkeys(user for user in _users(project) if user not in known and user in names)
    taken.coders = [names[user] for user in strange]
    for text, heard in _homes(person, project, coded, into, taken):
        passages = passages_in(text, project, heard.words)
        rows = [_row(passage, codes, known, comments) for passage in passages]
        taken.passages += len(rows)
        # What was noted is marked at once: promised work is kept for days, and holds no words.
        mark_passages(person, heard.interview, heard.version, [row for row in rows if row[3]])
        silent = [row for row in rows if not row[3]]
        for first in range(0, len(silent), AT_ONCE):
            take_in_passages.later(
                person_id=person.id,
                interview_id=heard.interview.id,
                version=heard.version,
                passages=json.dumps(silent[first : first + AT_ONCE]),
            )
        note_act(person, "interview.passages_taken_in", heard.interview, passages=len(rows))
    return taken


def _row(
    passage: ArrivingPassage, codes: Mapping[str, int], known: Mapping[str, int], comments: int
) -> Row:
    """A passage as a job takes it: where, its codes with their coders, and what was noted."""
    given = [[codes[code], known.get(user, 0)] for code, user in passage.codes]
    return passage.start, passage.end, given or [[comments, 0]], passage.memo


def _homes(
    person: Person, project: Project, coded: Coded, into: Interview | None, taken: Taken
) -> Iterator[tuple[Text, Heard]]:
    """Each text of a project with the interview that it is of; the others are told."""
    strange = []
    for text in project.texts:
        heard = heard_for(text, coded)
        if heard is not None:
            yield text, heard
        elif text.words is not None:
            strange.append(text)
    if into is not None and len(strange) == 1 and sound_words(strange[0]):
        text = strange.pop()
        version = bring_in(
            person, into, TextDraft(text.words or "", Kind.PASTED, text.name, project.origin)
        )
        yield text, Heard(into, version.text, version.number, ())
    taken.left = [text.name or text.guid for text in strange]


def _used(project: Project) -> frozenset[str]:
    return frozenset(code for code, _user in _codings(project))


def _users(project: Project) -> list[str]:
    return [user for _code, user in _codings(project) if user]


def _codings(project: Project) -> list[tuple[str, str]]:
    return [
        (coding.code, coding.user)
        for text in project.texts
        for codings in (text.codings, *(one.codings for one in text.selections))
        for coding in codings
    ]


def _has_comments(project: Project) -> bool:
    """Whether passages have no code, and something was noted on them, or nothing at all."""
    return any(not one.codings for text in project.texts for one in text.selections)


def _comments(person: Person, process: Process, project: Project) -> int:
    """The code of passages that have none in their file, so that none is lost."""
    name = _("Passages without a code")
    return make_code(
        person, process, CodeDraft(name, description=_("From %(file)s.", file=project.name))
    ).id
