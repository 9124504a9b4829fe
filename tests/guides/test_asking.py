"""Guides and words of consent are written in versions, by planners."""

import pytest

from consult.guides import (
    ConsentDraft,
    GuideDraft,
    UnsoundConsentTextError,
    UnsoundGuideError,
    chapters_of,
    consent_text_of,
    find_guide,
    make_guide,
    publish_consent_text,
    revise_guide,
    silence_words,
)
from consult.guides.models import Silence
from consult.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from consult.processes import State
from tests.makers import a_process, in_every_language

SOURCE = """\
- Who are you?
# The place
What is missing here?
- since when?
- for whom?
Who decides?
"""


def a_guide(words=SOURCE, name="Schools"):
    return GuideDraft(name, in_every_language(words))


def test_a_guide_has_chapters_with_questions_and_prompts():
    first, second = chapters_of(SOURCE)

    assert (first.title, [one.words for one in first.questions]) == ("", ["Who are you?"])
    assert second.title == "The place"
    assert [one.prompts for one in second.questions] == [["since when?", "for whom?"], []]


def test_a_guide_that_is_revised_keeps_what_it_asked_before(elena, process):
    guide = make_guide(elena, process, a_guide())
    version = revise_guide(elena, process, guide, a_guide("What then?", "Again"), 1)

    assert (version.number, guide.name) == (2, "Again")
    kept = find_guide(process, guide.id).versions
    assert next(iter(kept[0].texts.values())).startswith("- Who")
    assert revise_guide(elena, process, guide, a_guide("What then?"), 2) is None
    with pytest.raises(ConflictError):
        revise_guide(elena, process, guide, a_guide("Late?"), 1)


def test_a_guide_has_a_name_and_a_question_in_bounds(elena, process):
    for draft, field in (
        (a_guide(name=" "), "name"),
        (a_guide("# Only a chapter"), "text"),
        (a_guide("x" * 20_001), f"text_{process.languages[0]}"),
    ):
        with pytest.raises(UnsoundGuideError) as refused:
            make_guide(elena, process, draft)
        assert refused.value.field == field


def test_a_guide_of_another_consultation_is_missing(elena, process):
    guide = make_guide(elena, process, a_guide())

    with pytest.raises(NotFoundError):
        find_guide(a_process("other"), guide.id)


def test_only_planners_of_an_open_consultation_write_guides(bruno, fabio, process):
    with pytest.raises(NotAllowedError, match="planners"):
        make_guide(bruno, process, a_guide())
    closed = a_process("closed", state=State.CLOSED)
    with pytest.raises(NotAllowedError, match="stays"):
        make_guide(fabio, closed, a_guide())


def test_what_is_asked_is_published_in_versions_and_says_what_silence_means(elena, process):
    first = publish_consent_text(elena, process, ConsentDraft(in_every_language("First.")))
    spoken = ConsentDraft(in_every_language("Second."), Silence.APPROVES, 1)
    second = publish_consent_text(elena, process, spoken)

    assert (first.number, second.number) == (1, 2)
    assert consent_text_of(process) is second
    assert "none of them" in silence_words(first)
    assert "1 day of" in silence_words(second)


def test_what_is_asked_is_written_in_each_language_with_numbers_of_days(elena, process):
    said = in_every_language("We ask.")
    for draft, field in (
        (ConsentDraft({}), f"text_{process.languages[0]}"),
        (ConsentDraft(said, silence_days=0), "silence_days"),
        (ConsentDraft(said, audio_days=4_000), "audio_days"),
    ):
        with pytest.raises(UnsoundConsentTextError) as refused:
            publish_consent_text(elena, process, draft)
        assert refused.value.field == field


def test_planners_write_guides_and_consent_on_their_desk(browser, elena, process):
    desk, code = "/processes/plan/desk/interviews", process.languages[0]
    browser.sign_in(elena).get(f"{desk}/guides/new")
    asked = {"name": "Schools", f"text_{code}": SOURCE}
    assert browser.post(f"{desk}/guides", **(asked | {f"text_{code}": "# x"})).status == 422
    assert browser.post(f"{desk}/guides", **asked).location == f"{desk}/guides"
    assert "What is missing here?" in browser.get(f"{desk}/guides").text("main")

    edit = f"{desk}/guides/1"
    assert browser.post(edit, edit, **{f"text_{code}": "# x"}).status == 422
    assert browser.post(edit, edit, **{f"text_{code}": "What now?"}).status == 303
    late = browser.post(edit, edit, **{f"text_{code}": "What else?", "version": "1"})
    assert late.status == 409
    assert "What now?" in late.text("main")

    told = {f"text_{one}": "We ask you." for one in process.languages}
    page = f"{desk}/consent"
    assert browser.post(page, page, **(told | {f"text_{code}": ""})).status == 422
    assert browser.post(page, page, **told).status == 303
    assert "Version 1" in browser.get(page).text("main")


def test_facilitators_read_guides_and_do_not_write_them(browser, bruno, process):
    page = browser.sign_in(bruno).get("/processes/plan/desk/interviews/guides/new")

    assert "Only planners can change guides" in page.text("main")
