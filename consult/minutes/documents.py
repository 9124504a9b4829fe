"""Minutes as files to keep: DOCX, ODT and PDF/UA, made in memory from the same pieces.

What makes them is loaded when somebody asks for one: it is a tenth of a web process.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from consult.minutes.blocks import Piece, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docx.text.paragraph import Paragraph as DocxParagraph

PAPER = Path(__file__).with_name("minutes.typ")
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
FIRST_PICTURE = 0x2300
# What joins pictures, colours them or picks their look says nothing by itself.
JOINERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper: a title, whose it is, some lines about it, its text, its foot."""

    title: str
    author: str
    language: str
    about: Sequence[str]
    source: str
    foot: str

    def pieces(self) -> list[Piece]:
        """The text in pieces."""
        return list(pieces_of(self.source))


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as a PDF that screen readers read (PDF/UA-1).

    A picture among the letters is named in brackets. Words in a script that our letters lack make
    a plain PDF, with gaps where they stand: the other files hold them.
    """
    data = {
        "title": paper.title,
        "author": paper.author,
        "language": paper.language,
        "about": list(paper.about),
        "foot": paper.foot,
        "pieces": [asdict(piece) for piece in paper.pieces()],
    }
    import typst  # noqa: PLC0415 - 7 MB of every web process, for whoever asks for a PDF

    inputs = {"data": _named(json.dumps(data, ensure_ascii=False))}
    try:
        made = typst.compile(str(PAPER), format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        made = typst.compile(str(PAPER), format="pdf", sys_inputs=inputs)
    return bytes(made)


def _named(written: str) -> str:
    """Name each picture in a text: no font of ours can show it, and PDF/UA wants all shown."""
    kept = (letter for letter in written if letter not in JOINERS)
    return "".join(
        f"[{unicodedata.name(one, '?').lower()}]" if _is_picture(one) else one for one in kept
    )


def _is_picture(letter: str) -> bool:
    return ord(letter) >= FIRST_PICTURE and unicodedata.category(letter) == "So"


def docx_of(paper: Paper) -> bytes:
    """Return the paper as an Office Open XML text."""
    import docx  # noqa: PLC0415 - as typst

    document = docx.Document()
    document.core_properties.title = paper.title
    document.core_properties.author = paper.author
    document.core_properties.language = paper.language
    document.add_heading(paper.title, 0)
    for line in paper.about:
        document.add_paragraph(line)
    names = {"point": "List Bullet", "number": "List Number"}
    styles = {kind: document.styles[name] for kind, name in names.items()}
    for piece in paper.pieces():
        if piece.kind == "heading":
            _write(document.add_heading("", max(1, piece.level - 1)), piece)
        else:
            _write(document.add_paragraph(style=styles.get(piece.kind)), piece)
    document.sections[0].footer.paragraphs[0].text = paper.foot
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(paragraph: DocxParagraph, piece: Piece) -> None:
    for run in piece.runs:
        written = paragraph.add_run(run.words)
        written.bold, written.italic = run.bold or None, run.italic or None


def odt_of(paper: Paper) -> bytes:
    """Return the paper as an OpenDocument text."""
    from consult.minutes import odt  # noqa: PLC0415 - its library is for whoever asks for one

    return odt.odt_of(paper)


MAKERS: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": (PDF, pdf_of),
    "docx": (DOCX, docx_of),
    "odt": (ODT, odt_of),
}
"""Each kind of file: its content type, and how it is made."""
