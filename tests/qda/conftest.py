"""Interviews that two people code."""

import pytest

from consult.coding import CodeDraft, SpanDraft, make_code, mark
from consult.interviews import Purpose
from consult.transcripts import TextDraft, bring_in, newest_version
from tests.makers import a_person, a_process
from tests.makers.interviews import an_interview, an_interviewer
from tests.qda.coding import WORDS


class World:
    """A consultation with an interview, its text, and two coders."""

    def __init__(self):
        self.process = a_process(slug="port")
        self.ada = an_interviewer()
        self.bruno = a_person("Bruno", is_administrator=True)
        self.interview = self.heard()
        self.alone = self.heard(title="L'altra")
        self.stranger = a_person("Stella")

    def heard(self, words=WORDS, **others):
        """Somebody who agreed to a transcript, and their words."""
        interview = an_interview(self.process, agrees={Purpose.TRANSCRIBE}, **others)
        if words:
            bring_in(self.ada, interview, TextDraft(words))
        return interview

    def code(self, name, **others):
        return make_code(self.ada, self.process, CodeDraft(name, **others))

    def mark(self, person, code, passage, memo="", interview=None):
        interview = interview or self.interview
        version = newest_version(interview)
        start = version.text.index(passage)
        draft = SpanDraft(version.number, start, start + len(passage), memo)
        return mark(person, interview, code, draft)


@pytest.fixture
def world(database):
    """A consultation with an interview, its text, and two coders."""
    return World()
