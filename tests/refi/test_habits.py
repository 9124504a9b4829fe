"""The habits of other tools' files: each comes in with no code and no passage lost."""

import codecs

import pytest

from consult.refi import (
    Odd,
    Remark,
    codebook_of,
    every_code,
    notes_on,
    read_project,
    said,
)
from tests.refi.files import CODE, OTHER, TEXT, USER, packed, project, selection, source

WORDS = "Il bus è raro.\nLa notte 🚲 manca.\nLo dice l'ufficio 🏛️ tecnico.\nE poi piove."
PASSAGES = ["bus è raro", "notte 🚲 manca", "ufficio 🏛️ tecnico", "poi piove"]


def counted(raw, passage, *, utf16=False, line="\n", shift=0):
    """Where a passage begins and ends in the eyes of a tool that counts in its own way."""
    seen = raw.replace("\r\n", "\n").replace("\n", line)

    def length(part):
        return len(part.encode("utf-16-le")) // 2 if utf16 else len(part)

    at = seen.index(passage.replace("\n", line))
    start = length(seen[:at])
    return shift + start, shift + start + length(passage.replace("\n", line))


def read(raw, passages=PASSAGES, *, named=True, encoded=None, **ways):
    selections = [
        selection(start, end, one if named else "", number)
        for number, one in enumerate(passages)
        for start, end in [counted(raw, one, **ways)]
    ]
    return read_project(packed(project(source(*selections)), encoded or raw.encode()))


def passages_in(found):
    text = found.project.texts[0]
    return [text.words[one.start : one.end] for one in text.selections]


def test_a_byte_order_mark_before_the_xml_and_the_text_is_accepted():
    qde = codecs.BOM_UTF8 + project(source(selection(3, 6, "bus")))

    found = read_project(packed(qde, codecs.BOM_UTF8 + WORDS.encode()))

    assert passages_in(found) == ["bus"]
    assert found.project.texts[0].words == WORDS


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("utf16", [True, False])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_passages_are_laid_on_their_words_however_they_were_counted(ends, line, utf16, named):
    raw = WORDS.replace("\n", ends)

    found = read(raw, line=line, utf16=utf16, named=named)

    assert passages_in(found) == PASSAGES
    assert found.project.texts[0].words == WORDS
    assert [one.odd for one in found.remarks] == [Odd.COUNTED] * (utf16 or line != ends)


def test_a_mark_before_the_text_can_have_been_counted():
    found = read("\ufeff" + WORDS, shift=0)

    assert passages_in(found) == PASSAGES
    assert found.remarks == (Remark(Odd.COUNTED, "Intervista 1\nmark", 4),)


def test_a_text_that_does_not_tell_follows_the_others_of_its_project():
    first = source(
        *(
            selection(start, end, one, number)
            for number, one in enumerate(PASSAGES)
            for start, end in [counted(WORDS, one, utf16=True)]
        )
    ).replace("</Sources>", "")
    second = source(
        selection(7, 14, number=9),
        path="internal://second.txt",
        guid=OTHER,
    ).replace("<Sources>", "")

    found = read_project(
        packed(project(first, second), WORDS, more=[("sources/second.txt", "🚲🚲 è la bici")])
    )

    text = found.project.texts[1]
    assert [text.words[one.start : one.end] for one in text.selections] == ["la bici"]


def test_where_nothing_tells_the_standard_holds_and_the_reader_is_told():
    found = read_project(packed(project(source(selection(2, 4, "Brano 1"))), "🚲🚲🚲🚲 ehi"))

    assert passages_in(found) == ["🚲🚲"]
    assert found.remarks == (Remark(Odd.UNSURE, "Intervista 1"),)


@pytest.mark.parametrize(
    ("qde_name", "text_name"),
    [
        ("project.qde", f"Sources/{TEXT}.TXT"),
        ("Prova Ñ.QDE", f"sources/{TEXT.lower()}.txt"),
        ("folder/other.qde", f"folder/sources/{TEXT}.txt"),
    ],
)
def test_files_are_found_under_whatever_name(qde_name, text_name):
    more = [("__MACOSX/x", "?"), ("readme.docx", b"PK"), ("sources/", "")]
    qde = project(source(selection(3, 6, "bus")))

    found = read_project(packed(qde, WORDS, qde_name=qde_name, text_name=text_name, more=more))

    assert passages_in(found) == ["bus"]
    assert found.remarks == ()


def test_a_comment_on_a_passage_is_kept_without_a_code():
    commented = selection(3, 6, "bus", body="<Description>Da chiedere\r\nancora</Description>")

    one = read_project(packed(project(source(commented)), WORDS)).project.texts[0].selections[0]

    assert (one.description, one.codings) == ("Da chiedere\nancora", ())


def test_notes_are_found_by_reference_and_by_link_in_either_direction():
    def note(number):
        return f"40000000-0000-4000-8000-{number:012d}"

    notes = "".join(
        f'<Note guid="{note(number)}" name="Nota {number}">'
        f"<PlainTextContent>Parole {number}</PlainTextContent></Note>"
        for number in (1, 2, 3)
    )
    passage = selection(3, 6, "bus", body=f'<NoteRef targetGUID="{note(1)}"/>')
    guid = "5E000000-0000-4000-8000-000000000001"
    links = (
        f'<Link guid="11000000-0000-4000-8000-000000000001" originGUID="{guid}" '
        f'targetGUID="{note(2)}"/>'
        f'<Link guid="11000000-0000-4000-8000-000000000002" originGUID="{{{note(3).lower()}}}" '
        f'targetGUID="{guid.lower()}"/>'
        f'<Link guid="11000000-0000-4000-8000-000000000003" originGUID="{guid}" '
        f'targetGUID="{CODE}"/>'
    )
    qde = project(source(passage), f"<Notes>{notes}</Notes><Links>{links}</Links>")

    found = read_project(packed(qde, WORDS)).project

    assert [one.words for one in notes_on(found)[guid]] == ["Parole 1", "Parole 2", "Parole 3"]
    assert list(notes_on(found)) == [guid]


def test_names_may_be_accented_the_same_or_empty():
    codes = """<CodeBook><Codes>
      <Code guid="C0000000-0000-4000-8000-000000000001" name="Città &amp; &lt;periferie&gt;"
        isCodable="true"><Code guid="C0000000-0000-4000-8000-000000000011" name="Altro"
        isCodable="true"/></Code>
      <Code guid="C0000000-0000-4000-8000-000000000002" name="Acqua" isCodable="true">
        <Code guid="C0000000-0000-4000-8000-000000000012" name="Altro" isCodable="true"/></Code>
      <Code guid="C0000000-0000-4000-8000-000000000003" name="" isCodable="true"/>
    </Codes></CodeBook>"""

    found = read_project(packed(project(codes=codes)))

    names = [code.name for code in every_code(found.project.codes)]
    assert names == ["Città & <periferie>", "Altro", "Acqua", "Altro", ""]
    assert found.remarks == (Remark(Odd.NAMELESS),)


def test_codes_may_be_deep_and_categories_cannot_be_given():
    deep = "".join(
        f'<Code guid="C0000000-0000-4000-8000-{number:012d}" name="{number}" '
        f'isCodable="{"true" if number % 2 else "false"}" color="blu">'
        for number in range(40)
    )
    codes = f"<CodeBook><Codes>{deep}{'</Code>' * 40}</Codes></CodeBook>"

    found = [*every_code(read_project(packed(project(codes=codes))).project.codes)]

    assert [code.name for code in found] == [str(number) for number in range(40)]
    assert [code.codable for code in found[:3]] == [False, True, False]
    assert {code.colour for code in found} == {""}


def test_identifiers_may_be_in_small_letters_in_braces_or_of_another_kind():
    named = CODE.lower()
    passages = [
        selection(3, 6, "bus", 1, code=f"{{{named}}}"),
        selection(15, 17, "La", 2, code="c-acqua"),
    ]
    codes = f"""<CodeBook><Codes><Code guid="{{{CODE}}}" name="Mobilità" isCodable="true"/>
      <Code guid="c-acqua" name="Acqua" isCodable="true"/></Codes></CodeBook>"""

    found = read_project(packed(project(source(*passages), codes=codes), WORDS)).project

    given = [one.codings[0].code for one in found.texts[0].selections]
    assert given == [code.guid for code in found.codes]
    assert given[0] == CODE


@pytest.mark.parametrize(
    "path", ["relative://interviste/1.txt", "file:///C:/Users/ada/1.txt", "absolute:///x/1.txt"]
)
def test_a_text_that_did_not_come_along_is_told_and_the_rest_comes_in(path):
    lost = source(selection(1, 4, number=1), selection(5, 9, number=2), path=path, name="Persa")
    here = source(selection(3, 6, "bus", 3), guid=OTHER)

    found = read_project(packed(project(lost, here), WORDS))

    assert found.remarks == (Remark(Odd.MISSING, "Persa", 2),)
    first, second = found.project.texts
    assert (first.words, first.path, len(first.selections)) == (None, path, 2)
    assert second.words[3:6] == "bus"


def test_what_a_text_that_is_not_in_utf_8_says_is_read_and_told():
    found = read_project(
        packed(project(source(selection(7, 13, "è raro"))), "Il bus è raro".encode("cp1252"))
    )

    assert passages_in(found) == ["è raro"]
    assert found.remarks == (Remark(Odd.ENCODING, "Intervista 1"),)


def test_a_text_in_utf_16_is_read():
    found = read(WORDS, encoded=WORDS.encode("utf-16"))

    assert passages_in(found) == PASSAGES


def test_words_of_a_recording_are_a_text_and_what_has_none_is_told():
    sound = f"""<Sources>
      <AudioSource guid="{TEXT}" name="Audio" path="internal://a.mp3">
        <Transcript guid="{OTHER}" name="Trascrizione" plainTextPath="internal://t.txt"/>
        <AudioSelection guid="{CODE}" begin="0" end="9"/></AudioSource>
      <PictureSource guid="{USER}" name="Foto" path="internal://f.png"/></Sources>"""

    found = read_project(packed(project(sound), more=[("sources/t.txt", "Parole")]))

    assert [text.words for text in found.project.texts] == ["Parole"]
    assert found.remarks == (Remark(Odd.NO_TEXT, "Audio", 1), Remark(Odd.NO_TEXT, "Foto", 0))


def test_a_code_that_the_file_does_not_hold_is_made_and_bare_references_count():
    unknown = "DD000000-0000-4000-8000-000000000001"
    bare = selection(3, 6, "bus", body=f'<CodeRef targetGUID="{unknown}"/>')

    found = read_project(packed(project(source(bare)), WORDS))

    assert found.project.texts[0].selections[0].codings[0].code == unknown
    assert unknown in {code.guid for code in found.project.codes}
    assert Remark(Odd.UNKNOWN_CODE) in found.remarks


def test_two_things_of_one_identifier_are_two_and_a_passage_too_long_is_cut():
    twice = [selection(3, 6, "bus", 1), selection(15, 17, "La", 1), selection(3, 9999, "", 2)]

    found = read_project(packed(project(source(*twice)), WORDS))

    assert passages_in(found) == ["bus", "La", WORDS[3:]]
    assert len({one.guid for one in found.project.texts[0].selections}) == 3
    assert {one.odd for one in found.remarks} == {Odd.TWICE, Odd.OUTSIDE}


def test_a_codebook_of_another_tool_is_read_with_its_sets():
    book = f"""\ufeff<?xml version="1.0"?><q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0" origin="X">
      <q:Codes><q:Code guid="{CODE}" name="A" isCodable="true"><q:Description>Di che parla
      </q:Description></q:Code></q:Codes>
      <q:Sets><q:Set guid="{OTHER}" name="S"><q:MemberCode guid="{CODE.lower()}"/></q:Set>
      <q:Set guid="{TEXT}" name="T"><q:MemberCode targetGUID="{CODE}"/></q:Set></q:Sets>
      </q:CodeBook>"""

    found = codebook_of(book.encode()).codebook

    assert [code.name for code in found.codes] == ["A"]
    assert [one.codes for one in found.sets] == [(CODE,), (CODE,)]


@pytest.mark.parametrize("odd", Odd)
def test_each_remark_says_what_it_is_about(odd):
    assert said(Remark(odd, "Intervista 1\nunits", 3))
