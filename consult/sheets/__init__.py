"""Files of rows: read as a stream however they were written, unpacked, and kept until used."""

from consult.sheets.archives import Part, parts_of
from consult.sheets.keeping import (
    MOST_UPLOAD_BYTES,
    file_of,
    forget_but,
    keep,
    keep_part,
    place_of,
    received_parts,
)
from consult.sheets.reading import LONGEST_CELL, Sheet, opened

__all__ = [
    "LONGEST_CELL",
    "MOST_UPLOAD_BYTES",
    "Part",
    "Sheet",
    "file_of",
    "forget_but",
    "keep",
    "keep_part",
    "opened",
    "parts_of",
    "place_of",
    "received_parts",
]
