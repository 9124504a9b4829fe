"""What leaves for other tools: codes, passages and memos, and what consent allows with them."""

import csv
import io
import zipfile

import docx
import pytest
from odfdo import Document

from consult.interviews import Purpose
from consult.minutes import MAKERS
from consult.qda.projects import codebook_of, project_of
from consult.qda.reports import paper_of_code, paper_of_interview
from consult.qda.tabling import passages_csv
from consult.refi import (
    codebook_of as read_codebook,
)
from consult.refi import (
    every_code,
    notes_on,
    read_project,
    written_codebook,
    written_project,
)
from tests.qda.coding import AT, BUS, CODES, WORDS, an_interview, as_marked, coded
from tests.refi.schema import faults_in

PRIVATE = ("Olga Conti", "Preside", "olga@example.org")


def test_a_project_reads_back_with_every_code_passage_and_memo():
    packed = written_project(project_of(as_marked(), AT))

    found = read_project(packed)
    project = found.project
    text = project.texts[0]
    names = {code.guid: code.name for code in every_code(project.codes)}
    notes = notes_on(project)

    assert found.remarks == ()
    assert text.words == WORDS
    assert [text.words[one.start : one.end] for one in text.selections] == [
        "bus è raro",
        "La notte 🚲 manca",
        "=1+1",
    ]
    first = text.selections[0]
    assert [names[one.code] for one in first.codings] == ["Bus", "Bus"]
    assert [user.name for user in project.users] == ["Ada", "Bruno"]
    assert [one.words for one in notes[first.codings[0].guid]] == ["Da chiedere"]
    assert [code.name for code in project.codes] == ["Mobilità", "Acqua"]
    assert project.codes[0].codes[0].name == "Bus"


def test_a_project_is_what_the_schema_asks_and_the_same_each_time():
    packed = written_project(project_of(as_marked(), AT))

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert faults_in(archive.read("project.qde")) == []
    assert packed == written_project(project_of(as_marked(), AT))


def test_every_text_says_what_consent_allows_and_names_nobody():
    held = coded(interview=an_interview(agrees=(Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE)))
    packed = written_project(project_of(held, AT))
    project = read_project(packed).project
    variables = {one.guid: one.name for one in project.variables}
    said = {variables[one.variable]: one.said for one in project.cases[0].values}

    assert "only" in project.texts[0].description
    assert sorted(said.values()).count("true") == 2
    assert sorted(said.values()).count("false") == 4
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert not [one for one in PRIVATE if one in everything]


def test_a_codebook_holds_the_codes_and_no_passage():
    written = written_codebook(codebook_of(as_marked()))

    assert faults_in(written) == []
    book = read_codebook(written).codebook
    assert [code.name for code in every_code(book.codes)] == [one.name for one in CODES]
    assert [code.codable for code in book.codes] == [False, True]
    assert "notte" not in written.decode()


def test_rows_are_no_formulas_and_each_says_what_consent_allows():
    rows = list(csv.DictReader(io.StringIO(passages_csv(as_marked()).decode("utf-8-sig"))))

    assert [row["code"] for row in rows] == [
        "Mobilità > Bus",
        "Mobilità > Bus",
        "Acqua",
        "Mobilità > Bus",
    ]
    assert [row["coder"] for row in rows] == ["Ada", "Bruno", "Ada", "Bruno"]
    assert (rows[3]["passage"], rows[3]["memo"]) == ("'=1+1", "'=SUM(A1)")
    assert WORDS[int(rows[2]["start"]) : int(rows[2]["end"])] == rows[2]["passage"]
    assert all("yes" in row["consent"] and "only" in row["note"] for row in rows)


def words_of(kind, content):
    if kind == "docx":
        held = docx.Document(io.BytesIO(content))
        return "\n".join(one.text for one in held.paragraphs)
    return Document(io.BytesIO(content)).get_formatted_text()


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_report_of_an_interview_holds_its_passages_codes_and_consent(kind):
    held = as_marked()
    paper = paper_of_interview(held.heard[0], held, {"open": "Not read yet"}, AT)

    written = words_of(kind, MAKERS[kind][1](paper))

    for said in (
        "La scuola all",
        "notte 🚲 manca",
        "Mobilità > Bus (Ada)",
        "Da chiedere",
        "Not read yet",
        "1+1",
    ):
        assert said in written
    assert not [one for one in PRIVATE if one in written]


def test_the_report_of_a_code_holds_its_passages_and_counts():
    held = as_marked()
    code = CODES[1]

    written = words_of("docx", MAKERS["docx"][1](paper_of_code(code, held, {}, AT)))

    assert "Mobilità > Bus" in written
    assert "2 passages" in written
    assert "bus è raro" in written
    assert "notte" not in written
    empty = paper_of_code(CODES[2], coded(), {}, AT)
    assert "Nothing was marked yet." in empty.source
    assert code.id == BUS
