"""A small consultation of two coded interviews, in memory."""

from datetime import UTC, datetime, timedelta

from consult.interviews import (
    BodyKind,
    Consent,
    ConsentMethod,
    Interview,
    InterviewKind,
    InterviewState,
    Purpose,
)
from consult.processes import Process
from consult.qda.coded import BookCode, Coded, Given, Heard, Marked

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
WORDS = "Il bus è raro.\nLa notte 🚲 manca, e piove.\n=1+1 dice l'ufficio."
MOBILITY, BUS, WATER = 1, 2, 3
ADA, BRUNO = 11, 12
CODES = (
    BookCode(MOBILITY, "Mobilità", None, "Come ci si muove", "#0066cc", codable=False),
    BookCode(BUS, "Bus", MOBILITY),
    BookCode(WATER, "Acqua"),
)


def an_interview(code="AB12", title="La scuola all'incrocio", agrees=(Purpose.TRANSCRIBE,)):
    return Interview(
        id=1,
        code=code,
        title=title,
        kind=InterviewKind.INTERVIEW,
        body_kind=BodyKind.SCHOOL,
        name="Olga Conti",
        role="Preside",
        email="olga@example.org",
        language="it",
        state=InterviewState.HELD,
        held_at=AT,
        consents=[
            Consent(purpose=one, given=True, method=ConsentMethod.LINK, at=AT) for one in agrees
        ],
    )


def marked(number, passage, *given, state="open", words=WORDS):
    start = words.index(passage)
    return Marked(number, start, start + len(passage), state, given)


def given(number, code_id, coder_id, memo="", importance=0):
    return Given(number, code_id, coder_id, AT + timedelta(minutes=number), memo, importance)


def coded(*passages, interview=None, codes=CODES):
    heard = Heard(interview or an_interview(), WORDS, 2, passages)
    process = Process(slug="piano", title={"en": "The plan", "it": "Il piano"})
    return Coded(process, codes, (heard,), {ADA: "Ada", BRUNO: "Bruno"})


def as_marked():
    """One passage that both coders gave a code, one that only one did, and a formula."""
    return coded(
        marked(1, "bus è raro", given(1, BUS, ADA, "Da chiedere"), given(2, BUS, BRUNO)),
        marked(2, "La notte 🚲 manca", given(3, WATER, ADA)),
        marked(3, "=1+1", given(4, BUS, BRUNO, "=SUM(A1)")),
    )
