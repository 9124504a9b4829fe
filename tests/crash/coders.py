"""Two who code one interview for a time, and say again whatever was not acknowledged."""

from __future__ import annotations

import random
import re
import time

from sqlalchemy import select

from consult.accounts import Person
from consult.coding import CodeDraft, Mark, Passage, make_code
from consult.interviews import Purpose
from consult.kernel.db import db
from consult.processes import Role
from consult.transcripts import TextDraft, bring_in
from tests.crash.writers import Writer, a_cookie
from tests.makers import a_person, on_staff
from tests.makers.interviews import an_interview, an_interviewer

CODERS = 2
SENTENCES = 300
BEAT_SECONDS = 0.5
AGAIN, OFF = 0.3, 0.2
TEXT = "\n\n".join(f"R: This is sentence {number} of them." for number in range(SENTENCES))
MARKED = re.compile(r"mark=(\d+)")


def told_to_coders(process):
    """Keep an interview with its text, a code and who codes it; return where all of it is."""
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE}, email="")
    bring_in(an_interviewer(), interview, TextDraft(TEXT))
    code = make_code(an_interviewer(), process, CodeDraft("Shade"))
    people = [
        on_staff(a_person(f"Coder {number}"), process, Role.CURATOR) for number in range(CODERS)
    ]
    return {
        "page": f"/processes/{process.slug}/desk/interviews/{interview.code}/coding",
        "code": code.id,
        "cookies": [a_cookie(person) for person in people],
    }


class Coder(Writer):
    """One of them: `said` holds what was acknowledged, and nothing else may stand."""

    def __init__(self, port, story, number, seed):
        super().__init__(port, story["coding"]["cookies"][number])
        self._told, self._number = story["coding"], number
        self._chance = random.Random(f"{seed}/coder {number}")
        self.said = {}

    def live(self, until):
        """Mark one sentence after the other, both coders the same; take one off now and then."""
        marks = f"{self._told['page']}/marks"
        form = self.form(self._told["page"], marks)
        off = next(iter(self.forms("/sign-out").values()))
        for number in range(SENTENCES):
            if time.monotonic() > until:
                return
            start = TEXT.index(f"This is sentence {number} of")
            span = {"start": start, "end": TEXT.index(".", start) + 1}
            sent = form | span | {"code_id": self._told["code"]}
            leads = self.send(marks, sent)
            self.said["mark", number, self._number] = "once"
            if self._chance.random() < AGAIN:
                assert self.send(marks, sent) == leads
            if self._chance.random() < OFF:
                made = MARKED.search(leads)[1]
                self.send(f"{marks}/{made}/delete", {"csrf_token": off["csrf_token"]})
                del self.said["mark", number, self._number]
            time.sleep(BEAT_SECONDS)


def marks_standing():
    """Which sentence each of them has marked, as often as it stands."""
    rows = db.session.execute(
        select(Passage.words, Person.display_name)
        .join(Mark, Mark.passage_id == Passage.id)
        .join(Person, Person.id == Mark.coder_id)
        .where(Mark.removed_at.is_(None))
    )
    return [
        ("mark", int(words.split()[3]), int(name.removeprefix("Coder ")), "once")
        for words, name in rows
    ]
