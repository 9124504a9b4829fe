"""The pages of coding: reading, marking with and without a script, the codebook."""

import pytest

from consult.coding import CodeDraft, SpanDraft, make_code, mark, marks_in
from consult.interviews import Purpose, get_interview, keep_file
from consult.kernel.db import db
from consult.transcripts import TextDraft, bring_in
from tests.coding.words import FARE, SAID, TEXT, span
from tests.makers.interviews import an_interview, an_interviewer, some_audio

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def at(process, interview):
    """Where the reading page of the interview is."""
    return f"/processes/{process.slug}/desk/interviews/{interview.code}/coding"


@pytest.fixture
def coding(browser, bice, at, fares):
    """The reading page, opened by a coder."""
    return browser.sign_in(bice)


def marks(interview_id):
    db.session.expire_all()
    return [
        (one.code.name, one.passage.words, one.memo, one.importance)
        for one in marks_in([interview_id])
    ]


def test_words_are_marked_in_place(coding, at, interview, fares):
    number, name = interview.id, fares.name
    coding.post(f"{at}/marks", _at=at, code_id=str(fares.id), start=str(FARE[0]), end=str(FARE[1]))

    assert marks(number) == [(name, TEXT[slice(*FARE)], "", 0)]
    shown = coding.get(f"{at}?mark=1")
    assert shown.has(".stripe[aria-current]")
    assert TEXT[slice(*FARE)] in shown.text("#chosen")


def test_our_script_is_told_only_what_has_changed(coding, at, interview):
    number, url = interview.id, f"{at}/marks"
    given = coding.get(at).form_to(url) | {"start": str(SAID[0]), "end": str(SAID[1])}

    def ask(**others):
        coding.get(at)
        db.end_write(keep=True)
        db.forget()
        answer = coding.client.post(
            url, data=given | others, headers=FETCH, base_url="http://127.0.0.1:8000"
        )
        db.forget()
        db.begin_write()
        return answer

    made, vivo = ask(name="Famiglie"), ask(in_vivo="1")
    none, bare = ask(), ask(start="x")
    assert "Choose some words" in bare.text
    assert "longer than 150" in ask(name="x" * 151).text

    assert made.status_code == vivo.status_code == 200
    assert 'id="turn-1"' in made.text
    assert 'id="turn-0"' not in made.text
    assert none.status_code == 404
    assert bare.status_code == 422
    assert "Choose some words" in bare.text
    assert [name for name, *_rest in marks(number)] == ["Famiglie", "Lo dicono."]


def test_a_mark_is_noted_on_taken_off_and_put_back(coding, bice, at, process, interview, fares):
    number, code = interview.id, fares.id
    made = mark(bice, interview, fares, span()).id
    page = f"{at}?mark={made}"

    coding.post(f"{at}/marks/{made}", _at=page, memo="costa", importance="2")
    assert marks(number)[0][2:] == ("costa", 2)
    assert "important" in coding.get(at).text(f"#mark-{made}")
    book = f"/processes/{process.slug}/desk/codebook/{code}"
    assert "important" in coding.get(book).text(".meta")
    coding.post(f"{at}/marks/{made}/delete", _at=page)
    assert marks(number) == []
    coding.post(f"{at}/undoing", _at=at)
    assert "Undone" in coding.get(at).text()
    assert len(marks(number)) == 1
    assert "costa" in coding.fetch(page, headers=FETCH).text
    assert coding.get(f"{at}?mark=x").status == 404


def test_sentences_are_marked_without_a_script(coding, at, interview, fares):
    number, turn, code = interview.id, f"{at}/turns/1", str(fares.id)
    first = f"{TEXT.index('R:')}-{FARE[1]}"
    coding.post(turn, _at=turn, first=first, last=first, code=code, importance="3")
    coding.post(turn, _at=turn, first=first, name="Confini", memo="qui")
    coding.post(turn, _at=turn, first=first, in_vivo="y")
    wrong = coding.post(turn, _at=turn, first=first, code="0")
    unsound = coding.post(turn, _at=turn, first="x")

    whole = TEXT[TEXT.index("R:") :]
    assert (wrong.status, unsound.status) == (404, 422)
    assert marks(number) == [
        ("Tariffe", TEXT[TEXT.index("R:") : FARE[1]], "", 3),
        ("Confini", whole, "qui", 0),
        (whole, whole, "", 0),
    ]
    assert coding.get(f"{at}/turns/9").status == 404


def test_what_is_unsure_is_listed_and_put_where_it_stands(coding, irma, bice, at, interview, fares):
    number = interview.id
    made = mark(bice, interview, fares, span(SAID))
    passage = made.passage_id
    bring_in(irma, get_interview(number), TextDraft("R: Ecco il confine. Ed ecco."), after=1)

    assert coding.get(at).text("#unsure")
    coding.post(f"{at}/marks", _at=at, placing_id=str(passage), start="3", end="19", version="2")
    assert marks(number) == [("Tariffe", "Ecco il confine.", "", 0)]
    assert not coding.get(at).has("#unsure")


def test_the_codebook_is_kept_on_its_page(coding, bice, process, interview, fares):
    mark(bice, interview, fares, span())
    mark(bice, interview, make_code(bice, process, CodeDraft("Confini")), span())
    url = f"/processes/{process.slug}/desk/codebook"
    code = fares.id

    assert "Confini" in coding.get(url).text("table")
    again = coding.post(url, _at=url, name="Treni", parent_id=str(code))
    wrong = coding.post(url, _at=url, name="")
    shown = coding.get(f"{url}/{code}")
    stale = coding.post(f"{url}/{code}", _at=f"{url}/{code}", name="B", version="7")
    coding.send(f"{url}/{code}", data=stale.form_to(f"{url}/{code}") | {"name": "Biglietti"})

    assert again.status == 303
    assert (wrong.status, stale.status) == (422, 409)
    assert TEXT[slice(*FARE)] in shown.text()
    assert "Biglietti" in coding.get(url).text()
    coding.post(f"{url}/{code}/delete", _at=f"{url}/{code}")
    assert "Biglietti" not in coding.get(url).text(".codebook")


def test_the_time_of_a_turn_plays_the_recording_from_there(coding, irma, at, process):
    heard = an_interview(process, agrees={Purpose.TRANSCRIBE, Purpose.RECORD})
    bring_in(irma, heard, TextDraft("[00:00:12] R: Un ponte.\n\n[00:01:02] R: Subito."))
    number, desk = heard.id, f"/processes/{process.slug}/desk/interviews/{heard.code}"
    pages = (f"{desk}/coding", f"{desk}/transcript")
    for page in pages:
        assert "00:01:02" not in coding.get(page).links()
    file = keep_file(an_interviewer(), get_interview(number), some_audio()).id

    for page in pages:
        assert coding.get(page).links()["Listen from 00:01:02"] == f"{desk}/files/{file}#t=62"


def test_nobody_else_reads_what_is_coded(browser, ada, at, process):
    browser.sign_in(ada)

    assert browser.get(at).status in {403, 404}
    assert browser.get(f"/processes/{process.slug}/desk/codebook").status == 403


def test_a_page_asks_as_often_for_many_marks_as_for_one(
    coding, bice, at, interview, fares, count_queries
):
    mark(bice, interview, fares, span())
    with count_queries() as one:
        coding.get(at)
    for place in range(FARE[0], FARE[1] - 3, 4):
        mark(bice, interview, fares, SpanDraft(1, place, place + 3))
    with count_queries() as many:
        coding.get(at)

    assert len(many) == len(one)
