"""Texts of interviews: brought in, corrected, masked, erased; and who may."""

from io import BytesIO

import pytest

from consult.interviews import Purpose, withdraw_consent, withdraw_interview
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.processes import Role
from consult.transcripts import (
    StaleTextError,
    TextDraft,
    TranscriptVersion,
    UnreadableTextError,
    bring_in,
    can_read_transcript,
    choose_mask,
    correct,
    find_version,
    masked,
    masks_of,
    newest_version,
    newest_versions,
    transcript_of,
)
from tests.makers import on_staff
from tests.makers.interviews import agree, an_interview, an_interviewer

TEXT = "D: Che cosa è cambiato?\n\nR: Lo dica a Olga Conti, 333 1234567. D'accordo."
AGREED = {Purpose.TRANSCRIBE}


@pytest.fixture
def interview(process):
    return an_interview(process, agrees=AGREED)


@pytest.fixture
def irma(process):
    return an_interviewer()


def test_a_text_is_kept_in_versions(irma, interview):
    first = bring_in(irma, interview, TextDraft("D: Che\r\n\r\nR: no\u0301", note=" why "))
    again = bring_in(irma, interview, TextDraft("D: Che\n\nR: nó"), after=1)
    second = correct(irma, interview, (0, 6), "D: Chi", after=1)

    assert again is first
    assert (first.text, first.note) == ("D: Che\n\nR: nó", "why")
    assert (second.number, second.text) == (2, "D: Chi\n\nR: nó")
    assert newest_version(interview) is second
    assert newest_versions([interview.id]) == {interview.id: second}
    assert find_version(interview, 1) is first
    with pytest.raises(NotFoundError):
        find_version(interview, 3)


def test_two_who_correct_at_once_lose_nothing(irma, interview):
    bring_in(irma, interview, TextDraft(TEXT))

    with pytest.raises(StaleTextError, match="corrected"):
        bring_in(irma, interview, TextDraft("Other words"), after=0)


def test_what_is_corrected_has_words(irma, interview):
    with pytest.raises(RefusedError, match="no such words"):
        correct(irma, interview, (0, 1), "x", after=0)
    bring_in(irma, interview, TextDraft("Uno"))
    with pytest.raises(RefusedError, match="no such words"):
        correct(irma, interview, (2, 9), "x", after=1)
    with pytest.raises(UnreadableTextError, match="no words"):
        correct(irma, interview, (0, 3), " ", after=1)


def test_no_text_is_held_without_a_yes_to_it(irma, process, carla):
    silent = an_interview(process, agrees={Purpose.RECORD})
    planned = an_interview(process, held=False)
    agreed = an_interview(process, agrees=AGREED)

    for person, interview in ((irma, silent), (irma, planned), (carla, agreed)):
        with pytest.raises(NotAllowedError):
            bring_in(person, interview, TextDraft(TEXT))
        with pytest.raises(NotAllowedError):
            correct(person, interview, (0, 1), "x", after=1)


def test_what_names_somebody_is_masked_until_somebody_leaves_it(irma, interview):
    version = bring_in(irma, interview, TextDraft(TEXT))
    whole = (0, len(TEXT))

    assert "Olga" not in masked(TEXT, *whole, masks_of(interview, version))
    choose_mask(irma, interview, "olga  CONTI", is_masked=False)
    choose_mask(irma, interview, "d'accordo", is_masked=True)
    choose_mask(irma, interview, "d'accordo", is_masked=True)
    words = masked(TEXT, *whole, masks_of(interview, version))

    assert "Olga Conti" in words
    assert "333" not in words
    assert "accordo" not in words


def test_masks_need_words_a_text_and_a_coder(irma, interview, carla):
    with pytest.raises(RefusedError, match="Write the words"):
        choose_mask(irma, interview, "Olga", is_masked=True)
    bring_in(irma, interview, TextDraft(TEXT))
    with pytest.raises(RefusedError, match="Write the words"):
        choose_mask(irma, interview, "  ", is_masked=True)
    with pytest.raises(NotAllowedError):
        choose_mask(carla, interview, "Olga", is_masked=True)


@pytest.mark.parametrize("everything", [True, False], ids=["everything", "the transcript"])
def test_what_is_taken_back_leaves_no_word(irma, interview, everything):
    bring_in(irma, interview, TextDraft(TEXT, source="olga.txt"))
    choose_mask(irma, interview, "Olga", is_masked=True)

    if everything:
        withdraw_interview(irma, interview, "she asked")
    else:
        withdraw_consent(irma, interview, Purpose.RECORD, "she asked")
        assert transcript_of(interview)
        withdraw_consent(irma, interview, Purpose.TRANSCRIBE, "she asked")

    db.session.expire_all()
    [version] = db.session.query(TranscriptVersion).all()
    assert (version.text, version.source) == ("", "")
    assert transcript_of(interview) is None
    assert newest_version(interview) is None


def test_an_erased_transcript_holds_words_again_after_a_new_yes(irma, interview):
    bring_in(irma, interview, TextDraft(TEXT))
    withdraw_consent(irma, interview, Purpose.TRANSCRIBE, "she asked")
    agree(interview, AGREED)

    assert bring_in(irma, interview, TextDraft("Anew")).number == 2


def test_a_text_is_brought_in_read_masked_and_corrected(browser, bruno, process, interview):
    on_staff(bruno, process, Role.PLANNER)
    url = f"/processes/{process.slug}/desk/interviews/{interview.code}"
    page = browser.sign_in(bruno)

    page.post(f"{url}/transcript", pasted=TEXT)
    page.post(f"{url}/transcript/masks", words="Olga Conti", leave="1", _at=f"{url}/transcript")
    page.post(f"{url}/transcript/turns/1", words="R: Niente.", _at=f"{url}/transcript/turns/1")
    shown = page.get(f"{url}/transcript")

    assert "Niente." in shown.text()
    assert "version 2" in shown.text()
    assert page.get(f"{url}/transcript?version=1").text(".found--left") == "Olga Conti"
    assert page.get(f"{url}/transcript?version=9x").status == 404
    assert page.get(f"{url}/transcript/turns/7").status == 404
    assert "version 2" in page.get(url).text().casefold()


def test_what_cannot_be_kept_is_said_beside_the_form(browser, bruno, process, interview):
    on_staff(bruno, process, Role.PLANNER)
    url = f"/processes/{process.slug}/desk/interviews/{interview.code}/transcript"
    page = browser.sign_in(bruno)

    none = page.post(url, pasted=" ")
    torn = page.post(url, file=(BytesIO(b"PK\x03\x04"), "a.docx"), _at=url)
    page.post(url, pasted=TEXT, _at=url)
    stale = page.post(f"{url}/turns/1", words="x", after="0", _at=f"{url}/turns/1")
    empty = page.post(f"{url}/turns/1", words="", _at=f"{url}/turns/1")
    unmasked = page.post(f"{url}/masks", words="", _at=url)

    assert none.status == torn.status == empty.status == unmasked.status == 422
    assert "torn" in torn.text()
    assert stale.status == 409
    assert stale.value("words") == "x"


def test_a_transcript_is_read_by_who_reads_the_interview_while_it_may_be_kept(
    ada, irma, process, interview
):
    assert can_read_transcript(irma, interview)
    assert not can_read_transcript(ada, interview)
    assert not can_read_transcript(irma, an_interview(process))
