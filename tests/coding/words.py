"""What is said in the interview of these stories, and where."""

from consult.coding import SpanDraft, codebook_of

TEXT = (
    "D: Che cosa è cambiato?\n\nR: Qui si paga il confine, non i chilometri. \U0001f600 Lo dicono."
)
FARE = (TEXT.index("Qui"), TEXT.index(" \U0001f600"))
SAID = (TEXT.index("Lo dicono"), len(TEXT))


def span(place=FARE, **others):
    return SpanDraft(1, *place, **others)


def rows(process):
    return [(row.code.name, row.depth, row.passages) for row in codebook_of(process)]
