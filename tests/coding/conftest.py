"""Two coders, an interview with its text, and a code."""

import pytest

from consult.coding import (
    CodeDraft,
    make_code,
)
from consult.interviews import Purpose
from consult.processes import Role
from consult.transcripts import TextDraft, bring_in
from tests.coding.words import TEXT
from tests.makers import on_staff
from tests.makers.interviews import an_interview, an_interviewer


@pytest.fixture
def irma(process):
    return an_interviewer()


@pytest.fixture
def bice(bruno, process):
    """A second coder."""
    return on_staff(bruno, process, Role.CURATOR)


@pytest.fixture
def interview(process, irma):
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE})
    bring_in(irma, interview, TextDraft(TEXT))
    return interview


@pytest.fixture
def fares(irma, process):
    return make_code(irma, process, CodeDraft("Tariffe"))
