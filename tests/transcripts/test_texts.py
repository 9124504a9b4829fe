"""Words out of foreign files, turns, spans carried over, personal data: plain functions."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.transcripts.formats import Kind, UnreadableTextError, read_file, sound_text
from consult.transcripts.personal import Personal, findings_in, masked
from consult.transcripts.turns import sentences_of, turn_at, turns_of

WORDS = st.lists(
    st.sampled_from([*"abcè .:\n\r\t[]01", "e\u0301", "\U0001f600", "\u200f", "\u2028"]),
    max_size=80,
).map("".join)
TEXTS = WORDS.filter(lambda text: any(sign.isalnum() for sign in text))
VTT = """WEBVTT

NOTE made by a machine

1
00:00:01.000 --> 00:00:03.500
<v Anna Bassi>Che cosa è cambiato,

2
00:00:03.600 --> 00:00:05.000
<v Anna Bassi>nel suo <i>Comune</i>?

3
00:00:09.000 --> 00:00:12.000
<v Sindaco>Poco &amp; molto.
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
D: Un esempio?

2
01:00:09,000 --> 01:00:12,000
R: I biglietti.
"""
SPOKEN = """Intervistatrice: Che cosa è cambiato?

[00:12:19] Sindaco: Poco, se guardo le carte. Molto, se guardo le telefonate.
Una cosa: costa.

E poi la polizia locale.

Intervistatrice (00:13:02):
Un esempio?"""


def a_docx(body, name="word/document.xml", prologue=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            name, f'{prologue}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    return file.getvalue()


def a_paragraph(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def a_pdf(words):
    """The least a PDF can be: one page, one line."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET"
    pieces = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        ),
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
    ]
    written, places = "%PDF-1.4\n", []
    for number, piece in enumerate(pieces, 1):
        places.append(len(written))
        written += f"{number} 0 obj{piece}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{written}xref\n0 5\n0000000000 65535 f \n{table}"
        f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF"
    ).encode()


def the_turns(text):
    return [(turn.speaker, turn.at, text[turn.start : turn.end]) for turn in turns_of(text)]


@settings(max_examples=40)
@given(TEXTS)
def test_a_sound_text_is_nfc_with_lf_and_stays_as_it_is(typed):
    text = sound_text(typed)

    assert unicodedata.is_normalized("NFC", text)
    assert not set("\r\t\u200f\u2028") & set(text)
    assert sound_text(text) == text


@settings(max_examples=40)
@given(TEXTS)
def test_turns_are_in_order_apart_and_full_of_words(typed):
    text = sound_text(typed)
    turns = turns_of(text)
    ends = [0]

    for turn in turns:
        assert ends[-1] <= turn.start < turn.end <= len(text)
        assert text[turn.start].strip()
        ends.append(turn.end)
        spans = sentences_of(text, turn)
        assert all(turn.start <= start < end <= turn.end for start, end in spans)
        assert turn_at(turns, turn.start) == turns.index(turn)


def test_who_speaks_and_when_is_told_from_the_words():
    assert the_turns(SPOKEN) == [
        ("Intervistatrice", None, "Che cosa è cambiato?"),
        (
            "Sindaco",
            739.0,
            "Poco, se guardo le carte. Molto, se guardo le telefonate.\nUna cosa: costa.",
        ),
        ("Sindaco", None, "E poi la polizia locale."),
        ("Intervistatrice", 782.0, "Un esempio?"),
    ]


def test_a_text_without_speakers_is_turns_all_the_same():
    assert the_turns("Era il 2016: 12.30 di sera.\n\n14:30 treni") == [
        ("", None, "Era il 2016: 12.30 di sera."),
        ("", 870.0, "treni"),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_text_is_read_however_it_was_written(encoding):
    assert read_file("Perché «sì»\r\nè così".encode(encoding)).text == "Perché «sì»\nè così"


def test_subtitles_become_turns_with_times_and_speakers():
    vtt, srt = read_file(VTT.encode()), read_file(SRT.encode(), "a.srt")

    assert (vtt.kind, srt.kind) == (Kind.VTT, Kind.SRT)
    assert the_turns(vtt.text) == [
        ("Anna Bassi", 1.0, "Che cosa è cambiato, nel suo Comune?"),
        ("Sindaco", 9.0, "Poco & molto."),
    ]
    assert the_turns(srt.text) == [("D", 1.0, "Un esempio?"), ("R", 3609.0, "I biglietti.")]


def test_a_docx_is_read_as_its_reader_sees_it():
    body = (
        a_paragraph("D: Perch\u00e9?")
        + "<w:p><w:del><w:r><w:t>tolto</w:t></w:r></w:del><w:r><w:t>Resta</w:t><w:tab/>"
        "<w:t>qui</w:t><w:br/><w:t>sotto</w:t></w:r></w:p>"
    )

    read = read_file(a_docx(body))

    assert (read.kind, read.text) == (Kind.DOCX, "D: Perché?\nResta qui\nsotto")


def test_an_odt_is_read_as_its_reader_sees_it():
    body = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<t:tracked-changes><t:p>tolto</t:p></t:tracked-changes>"
        '<t:p>Uno<t:s t:c="2"/>due<o:annotation><t:p>nota</t:p></o:annotation></t:p>'
        "<t:h>Tre<t:line-break/>quattro</t:h></o:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", body)

    read = read_file(file.getvalue())

    assert (read.kind, read.text) == (Kind.ODT, "Uno  due\nTre\nquattro")


def test_a_pdf_with_text_is_read():
    read = read_file(a_pdf("I biglietti costano"))

    assert (read.kind, read.text) == (Kind.PDF, "I biglietti costano")


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ah"><!ENTITY b "&a;&a;&a;">]>'
ODD = '<?xml version="1.0" encoding="x-mine"?>'


def locked(archive):
    """The flag of its first entry alone: Python packs no locked ones."""
    held = bytearray(archive)
    held[held.find(b"PK\x01\x02") + 8] |= 1
    return bytes(held)


UNREADABLE = {
    "empty": (b"", "no words"),
    "blank": (b" \n\t ", "no words"),
    "a document without words": (a_docx(a_paragraph(" ")), "no words"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no text that we can read"),
    "broken letters": ("\ufffd".encode(), "no text that we can read"),
    "no archive": (b"PK\x03\x04 torn", "torn"),
    "a torn archive": (a_docx(a_paragraph("x"))[:-40], "torn"),
    "a torn document": (a_docx("<w:p>"), "torn"),
    "letters of no known kind": (a_docx(a_paragraph("x"), prologue=ODD), "torn"),
    "a locked document": (locked(a_docx(a_paragraph("x"))), "password"),
    "another archive": (a_docx("", name="other.xml"), "no DOCX and no ODT"),
    "words that grow": (a_docx(a_paragraph("&b;"), prologue=LAUGHS), "unpacks to more"),
    "a deep document": (a_docx("<w:p>" * 600 + "</w:p>" * 600), "unpacks to more"),
    "a long document": (a_docx(a_paragraph("x" * 1_300_000)), "longer than 600,000"),
    "a scan": (a_pdf(""), "pictures of pages"),
    "a torn PDF": (b"%PDF-1.7 torn", "torn"),
    "a long text": (b"a" * 700_000, "longer than 600,000"),
    "a large file": (b"a" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_says_why(what):
    sent, said = UNREADABLE[what]

    with pytest.raises(UnreadableTextError, match=said):
        read_file(sent)


def test_a_bomb_fills_no_memory():
    with pytest.raises(UnreadableTextError, match="unpacks to more"):
        read_file(a_docx(" " * 34_000_000))


def test_lone_surrogates_are_refused():
    with pytest.raises(UnreadableTextError, match="broken"):
        sound_text("a\ud800")


def test_what_names_or_reaches_somebody_is_found():
    text = (
        "Ne parli con Maria  De Rossi (maria.rossi@comune.example, 02 1234.5678 o +39 333 1234567)"
        " RSSMRA80A01F205X; ROSSI nel 2016-2018, il 12/05/2016, costa 1.250.000,00 euro. L'Agenzia."
    )
    found = findings_in(text, names=["Maria De Rossi"], others=["agenzia"])

    assert [(text[one.start : one.end], one.kind) for one in found] == [
        ("Maria  De Rossi", Personal.NAME),
        ("maria.rossi@comune.example", Personal.MAIL),
        ("02 1234.5678", Personal.PHONE),
        ("+39 333 1234567", Personal.PHONE),
        ("RSSMRA80A01F205X", Personal.FISCAL_CODE),
        ("ROSSI", Personal.NAME),
        ("Agenzia", Personal.OTHER),
    ]
    assert masked(text, 0, 20, found) == "Ne parli con […]"


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["Anna", "Bo", " ", "x@y.it", "è", "\U0001f600"]), min_size=1))
def test_no_masked_word_is_left(pieces):
    text = " ".join(pieces)
    found = findings_in(text, names=["Anna"])

    whole = masked(text, 0, len(text), found)

    assert "anna" not in whole.casefold()
    assert "@" not in whole


def test_a_label_that_stands_there_once_may_be_taken_for_a_speaker():
    text = "INT: Che cosa manca?\n\nUn ponte. Una cosa: in fretta."

    assert [one.speaker for one in turns_of(text)] == ["", ""]
    told = turns_of(text, every_label=True)
    assert [(one.speaker, text[one.start : one.end]) for one in told] == [
        ("INT", "Che cosa manca?"),
        ("INT", "Un ponte. Una cosa: in fretta."),
    ]
