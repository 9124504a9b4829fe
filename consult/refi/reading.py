"""Reading `.qdc` and `.qde`: XML into a codebook or a project, with what was odd about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.refi.guids import as_guid
from consult.refi.parts import (
    Names,
    cases_of,
    codes_of,
    line_ends,
    links_of,
    moment_of,
    sets_of,
    users_of,
    variables_of,
)
from consult.refi.remarks import Odd, Remark
from consult.refi.texts import Reader, sources_in, without_words
from consult.refi.things import Code, Codebook, Project
from consult.refi.trees import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consult.refi.texts import Files

ORIGIN = "consult"
"""How our own files name what wrote them."""


def is_ours(origin: str) -> bool:
    """Whether what a file says of its origin is what ours say."""
    return origin.partition(" ")[0] == ORIGIN


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """A codebook, and what was odd about its file."""

    codebook: Codebook
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project, and what was odd about its file."""

    project: Project
    remarks: tuple[Remark, ...]


def codebook_of(written: bytes) -> ReadCodebook:
    """Read a `.qdc`. Raises `RefusedError` when it is none."""
    top = tree_of(written)
    if top.name != "CodeBook":
        raise RefusedError(_("This is no codebook of REFI-QDA (.qdc)."))
    names = Names()
    codes = codes_of(top.within("Codes", "Code"), names)
    book = Codebook(codes, sets_of(top, names), top.get("origin"))
    return ReadCodebook(book, tuple(_remarks_on(codes, names)))


def project_of(written: bytes, files: Files) -> ReadProject:
    """Read a `.qde`, whose texts are where `files` finds them.

    Every passage ends up on the words that it was made on, however the other tool counted; a code
    that passages have and the file does not hold is made. Raises `RefusedError` when it is none.
    """
    top = tree_of(written)
    if top.name != "Project":
        raise RefusedError(_("This is no project of REFI-QDA (.qdpx)."))
    names = Names()
    codes = codes_of(top.within("CodeBook", "Codes", "Code"), names)
    reader = Reader(files, names, trusted=is_ours(top.get("origin")))
    texts = reader.texts(list(sources_in(top)))
    notes = reader.texts(list(top.within("Notes", "Note")))
    project = Project(
        name=line_ends(top.get("name")),
        origin=top.get("origin"),
        description=line_ends(top.said("Description")),
        user=as_guid(top.get("creatingUserGUID")),
        at=moment_of(top.get("creationDateTime")),
        users=users_of(top, names),
        codes=codes,
        variables=variables_of(top, names),
        cases=cases_of(top, names),
        texts=texts,
        notes=notes,
        links=links_of(top, names),
        sets=sets_of(top, names),
    )
    missing = _unknown(project)
    remarks = [*reader.remarks, *without_words(top), *_remarks_on(codes, names)]
    if missing:
        project = replace(project, codes=(*codes, *(Code(guid) for guid in missing)))
        remarks.append(Remark(Odd.UNKNOWN_CODE, many=len(missing)))
    return ReadProject(project, tuple(remarks))


def _remarks_on(codes: Iterable[Code], names: Names) -> Iterator[Remark]:
    nameless = sum(1 for code in every_code(codes) if not code.name.strip())
    if nameless:
        yield Remark(Odd.NAMELESS, many=nameless)
    if names.twice:
        yield Remark(Odd.TWICE, many=names.twice)


def _unknown(project: Project) -> list[str]:
    """The codes that passages have and the project does not hold."""
    known = {code.guid for code in every_code(project.codes)}
    texts = (*project.texts, *project.notes)
    given = chain(
        (coding.code for text in texts for coding in text.codings),
        (coding.code for text in texts for one in text.selections for coding in one.codings),
    )
    return [guid for guid in dict.fromkeys(given) if guid not in known]


def every_code(codes: Iterable[Code]) -> Iterator[Code]:
    """Every code of a tree, each before those below it."""
    for code in codes:
        yield code
        yield from every_code(code.codes)
