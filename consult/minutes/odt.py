"""Minutes as an OpenDocument text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from odfdo import Document, Header, List, ListItem, Paragraph, Span, Style

if TYPE_CHECKING:
    from consult.minutes.blocks import Piece
    from consult.minutes.documents import Paper


def odt_of(paper: Paper) -> bytes:
    """Return the paper as an OpenDocument text."""
    document = Document("text")
    document.body.clear()
    document.meta.title = paper.title
    document.meta.creator = paper.author
    for name, look in (("B", {"fo:font-weight": "bold"}), ("I", {"fo:font-style": "italic"})):
        style = Style("text", name=name)
        style.set_properties(look, area="text")
        document.insert_style(style, automatic=True)
    document.body.append(Header(1, paper.title))
    for line in paper.about:
        document.body.append(Paragraph(line))
    points: List | None = None
    for piece in paper.pieces():
        if piece.kind in {"point", "number"}:
            if points is None:
                points = List()
                document.body.append(points)
            item = ListItem()
            item.append(_fill(Paragraph(), piece))
            points.append(item)
            continue
        points = None
        empty = Header(max(2, piece.level)) if piece.kind == "heading" else Paragraph()
        document.body.append(_fill(empty, piece))
    document.body.append(Paragraph(paper.foot))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(paragraph: Paragraph | Header, piece: Piece) -> Paragraph | Header:
    for run in piece.runs:
        style = "B" if run.bold else "I" if run.italic else None
        if style is None:
            paragraph.append_plain_text(run.words)
        else:
            paragraph.append(Span(run.words, style=style))
    return paragraph
