"""Writing `.qdc` and `.qdpx`: in the order of the standard's schema, no byte-order mark, LF."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar
from xml.etree import ElementTree as ET

from consult.refi.settling import settled
from consult.refi.things import (
    Case,
    Code,
    Codebook,
    Coding,
    Link,
    Project,
    Selection,
    Set,
    Text,
    Value,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

Thing = TypeVar("Thing")

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"
PROJECT_FILE = "project.qde"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in an archive, so that the same project gives the same bytes."""


def written_codebook(codebook: Codebook) -> bytes:
    """Return a `.qdc`."""
    book = settled(codebook)
    top = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": book.origin})
    codes = ET.SubElement(top, "Codes")
    for code in book.codes:
        _code(codes, code, notes=False)
    _list(top, "Sets", book.sets, _set_of_codes)
    return _document(top)


def written_project(project: Project) -> bytes:
    """Return a `.qdpx`: the project, and a file for the words of each text and note.

    A text without words keeps the path at which they were.
    """
    project = settled(project)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, PROJECT_FILE, _document(_project(project)))
        for text in (*project.texts, *project.notes):
            if text.words is not None:
                _put(archive, f"sources/{text.guid}.txt", text.words.encode())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _document(top: ET.Element) -> bytes:
    written: str = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}'.encode()


def _project(project: Project) -> ET.Element:
    top = ET.Element("Project", {"xmlns": PROJECT, "name": project.name})
    top.set("origin", project.origin)
    _mark(top, creatingUserGUID=project.user, creationDateTime=_moment(project.at))
    _list(top, "Users", project.users, lambda at, one: _add(at, "User", one.guid, one.name))
    if project.codes:
        codes = ET.SubElement(ET.SubElement(top, "CodeBook"), "Codes")
        for code in project.codes:
            _code(codes, code, notes=True)
    _list(top, "Variables", project.variables, _variable)
    _list(top, "Cases", project.cases, _case)
    _list(top, "Sources", project.texts, lambda at, one: _text(at, "TextSource", one))
    _list(top, "Notes", project.notes, lambda at, one: _text(at, "Note", one))
    _list(top, "Links", project.links, _link)
    _list(top, "Sets", project.sets, _set)
    _describe(top, project.description)
    return top


def _list(
    top: ET.Element,
    name: str,
    things: Iterable[Thing],
    write: Callable[[ET.Element, Thing], object],
) -> None:
    """Add a list of things; the schema knows no empty one."""
    within: ET.Element | None = None
    for thing in things:
        within = ET.SubElement(top, name) if within is None else within
        write(within, thing)


def _add(within: ET.Element, element: str, guid: str, name: str) -> ET.Element:
    return ET.SubElement(within, element, {"guid": guid, "name": name})


def _mark(node: ET.Element, **attributes: str) -> None:
    """Set the attributes that say something."""
    for name, value in attributes.items():
        if value:
            node.set(name, value)


def _describe(node: ET.Element, description: str) -> None:
    if description:
        ET.SubElement(node, "Description").text = description


def _refer(node: ET.Element, name: str, guids: Iterable[str]) -> None:
    for guid in guids:
        ET.SubElement(node, name, {"targetGUID": guid})


def _moment(at: datetime | None) -> str:
    """A moment in UTC, as settled, in the words of XML Schema."""
    return "" if at is None else at.isoformat().replace("+00:00", "Z")


def _code(within: ET.Element, code: Code, *, notes: bool) -> None:
    node = _add(within, "Code", code.guid, code.name)
    node.set("isCodable", "true" if code.codable else "false")
    _mark(node, color=code.colour)
    _describe(node, code.description)
    if notes:
        _refer(node, "NoteRef", code.notes)
    for below in code.codes:
        _code(node, below, notes=notes)


def _variable(within: ET.Element, variable: Variable) -> None:
    node = _add(within, "Variable", variable.guid, variable.name)
    node.set("typeOfVariable", variable.kind.value)
    _describe(node, variable.description)


def _value(node: ET.Element, value: Value) -> None:
    within = ET.SubElement(node, "VariableValue")
    _refer(within, "VariableRef", [value.variable])
    ET.SubElement(within, f"{value.kind.value}Value").text = value.said


def _case(within: ET.Element, case: Case) -> None:
    node = _add(within, "Case", case.guid, case.name)
    _describe(node, case.description)
    _refer(node, "CodeRef", case.codes)
    for value in case.values:
        _value(node, value)
    _refer(node, "SourceRef", case.texts)
    _refer(node, "SelectionRef", case.selections)


def _text(within: ET.Element, element: str, text: Text) -> None:
    node = _add(within, element, text.guid, text.name)
    path = text.path if text.words is None else f"internal://{text.guid}.txt"
    _mark(
        node,
        plainTextPath=path,
        creatingUser=text.user,
        creationDateTime=_moment(text.at),
    )
    _describe(node, text.description)
    for selection in text.selections:
        _selection(node, selection)
    for coding in text.codings:
        _coding(node, coding)
    _refer(node, "NoteRef", text.notes)
    for value in text.values:
        _value(node, value)


def _selection(within: ET.Element, one: Selection) -> None:
    node = _add(within, "PlainTextSelection", one.guid, one.name)
    _mark(
        node,
        startPosition=str(one.start),
        endPosition=str(one.end),
        creatingUser=one.user,
        creationDateTime=_moment(one.at),
    )
    _describe(node, one.description)
    for coding in one.codings:
        _coding(node, coding)
    _refer(node, "NoteRef", one.notes)


def _coding(within: ET.Element, coding: Coding) -> None:
    node = ET.SubElement(within, "Coding", {"guid": coding.guid})
    _mark(node, creatingUser=coding.user, creationDateTime=_moment(coding.at))
    _refer(node, "CodeRef", [coding.code])
    _refer(node, "NoteRef", coding.notes)


def _link(within: ET.Element, link: Link) -> None:
    node = _add(within, "Link", link.guid, link.name)
    _mark(node, originGUID=link.origin, targetGUID=link.target)


def _set(within: ET.Element, one: Set) -> None:
    node = _add(within, "Set", one.guid, one.name)
    _describe(node, one.description)
    _refer(node, "MemberCode", one.codes)
    _refer(node, "MemberSource", one.texts)
    _refer(node, "MemberNote", one.notes)


def _set_of_codes(within: ET.Element, one: Set) -> None:
    node = _add(within, "Set", one.guid, one.name)
    _describe(node, one.description)
    for guid in one.codes:
        ET.SubElement(node, "MemberCode", {"guid": guid})
