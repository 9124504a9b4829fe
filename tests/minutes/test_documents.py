"""Minutes as files to keep: each opens, holds every word, and takes none of them for code."""

import docx
import odfdo
import pytest

from consult.minutes.documents import MAKERS, Paper


@pytest.mark.parametrize("kind", list(MAKERS))
def test_minutes_are_files_that_open_and_their_words_are_no_code(kind, tmp_path):
    words = "## Said\n\n*A* **bus** #set text(red)\\\nat ten\n\n- one\n- <b>two</b>\n\n1. three"
    paper = Paper("Minutes «of» it", "The body", "it", ["East, 12 May"], words, "SHA-256 abc")
    file = tmp_path / f"minutes.{kind}"

    file.write_bytes(MAKERS[kind][1](paper))

    told = read(file)
    for part in ("Minutes «of» it", "Said", "#set text(red)", "<b>two</b>", "SHA-256 abc"):
        assert part in told or kind == "pdf"
    assert kind != "pdf" or b"pdfuaid:part" in file.read_bytes()


@pytest.mark.parametrize(
    ("words", "for_all"), [("Timetables 🚲 🧑🏽‍🌾 ☂️", True), ("اسم 时间", False)]
)
def test_no_letter_keeps_minutes_from_being_a_pdf(words, for_all):
    paper = Paper(f"Minutes {words}", "The body", "it", [words], f"## {words}\n\n- {words}", words)

    made = MAKERS["pdf"][1](paper)

    assert made.startswith(b"%PDF-1.7")
    assert (b"pdfuaid:part" in made) is for_all


def read(file):
    """The words of a file, as the program that opens it finds them."""
    if file.suffix == ".docx":
        document = docx.Document(file)
        paragraphs = [*document.paragraphs, *document.sections[0].footer.paragraphs]
        return "\n".join(one.text for one in paragraphs)
    if file.suffix == ".odt":
        return odfdo.Document(file).get_formatted_text()
    assert file.read_bytes().startswith(b"%PDF-1.7")
    return ""
