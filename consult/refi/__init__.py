"""REFI-QDA, in which research tools exchange codebooks (.qdc) and projects (.qdpx)."""

from consult.refi.guids import as_guid, guid_of
from consult.refi.packing import read_project
from consult.refi.reading import (
    ORIGIN,
    ReadCodebook,
    ReadProject,
    codebook_of,
    every_code,
)
from consult.refi.remarks import Odd, Remark, said
from consult.refi.settling import settled
from consult.refi.things import (
    Case,
    Code,
    Codebook,
    Coding,
    Kind,
    Link,
    Project,
    Selection,
    Set,
    Text,
    User,
    Value,
    Variable,
    notes_on,
)
from consult.refi.writing import written_codebook, written_project

__all__ = [
    "ORIGIN",
    "Case",
    "Code",
    "Codebook",
    "Coding",
    "Kind",
    "Link",
    "Odd",
    "Project",
    "ReadCodebook",
    "ReadProject",
    "Remark",
    "Selection",
    "Set",
    "Text",
    "User",
    "Value",
    "Variable",
    "as_guid",
    "codebook_of",
    "every_code",
    "guid_of",
    "notes_on",
    "read_project",
    "said",
    "settled",
    "written_codebook",
    "written_project",
]
