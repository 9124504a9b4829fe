"""Files that are broken, or made to break what reads them, are refused in words."""

import io
import zipfile

import pytest

from consult.kernel.errors import RefusedError
from consult.refi import codebook_of, read_project
from consult.refi.packing import MOST_ENTRIES, MOST_TEXT_BYTES
from consult.refi.trees import MOST_XML_BYTES
from tests.refi.files import CODE, TEXT, packed, project, selection, source

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE CodeBook [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>"""
OUTSIDE = b"""<!DOCTYPE CodeBook SYSTEM "file:///etc/passwd"><CodeBook><Codes/></CodeBook>"""


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (LAUGHS, "document type"),
        (OUTSIDE, "document type"),
        (b"<CodeBook>&nbsp;</CodeBook>", "torn"),
        (b"<CodeBook><Codes>", "torn"),
        (b"", "torn"),
        (b"PK\x03\x04", "torn"),
        (b"\xff\xfe\x00", "torn"),
        (b'<?xml version="1.0" encoding="x-mine"?><CodeBook/>', "torn"),
        (b"<Code/>", "no codebook"),
        (b"<a>" * 200 + b"</a>" * 200, "deeper"),
        (b"<a " + b" ".join(b'b%d="1"' % one for one in range(60)) + b"/>", "larger"),
        (b"<CodeBook>" + b" " * MOST_XML_BYTES, "larger"),
    ],
    ids=[
        *("entities", "outer-type", "unknown-entity", "unfinished", "empty", "archive"),
        *("bytes", "encoding", "another-root", "deep", "attributes", "large"),
    ],
)
def test_a_codebook_that_is_none_is_refused(written, reason):
    with pytest.raises(RefusedError, match=reason):
        codebook_of(written)


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (b"no archive", "torn"),
        (packed(project())[:-30], "torn"),
        (packed(b"<CodeBook/>"), "no project of"),
        (packed(LAUGHS), "document type"),
        (packed(project(), qde_name="project.xml"), "no project"),
    ],
    ids=["bytes", "cut", "codebook", "entities", "nameless"],
)
def test_a_project_that_is_none_is_refused(archive, reason):
    with pytest.raises(RefusedError, match=reason):
        read_project(archive)


def test_a_text_that_unpacks_to_more_than_we_read_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", project(source(selection(0, 1))))
        archive.writestr(f"sources/{TEXT}.txt", b" " * (MOST_TEXT_BYTES + 1))

    with pytest.raises(RefusedError, match="larger"):
        read_project(out.getvalue())


def test_an_archive_of_too_many_files_is_refused():
    more = [(str(number), b"") for number in range(MOST_ENTRIES)]

    with pytest.raises(RefusedError, match="larger"):
        read_project(packed(project(), more=more))


@pytest.mark.parametrize("what", [b"project.qde", f"sources/{TEXT}.txt".encode()])
def test_an_archive_locked_by_a_password_is_refused(what):
    """The flag of the entry alone: Python packs no locked ones."""
    held = bytearray(packed(project(source(selection(0, 1))), "Parole"))
    at = held.rindex(what) - 46
    held[at + 8] |= 1

    with pytest.raises(RefusedError, match="password"):
        read_project(bytes(held))


def test_a_torn_text_is_refused():
    held = bytearray(packed(project(source(selection(0, 1))), "Parole " * 50))
    held[held.index(b"Parole")] ^= 1

    with pytest.raises(RefusedError, match="torn"):
        read_project(bytes(held))


def test_numbers_and_moments_that_are_none_lose_no_other_passage():
    odd = selection("-4", "x", number=1) + selection("9" * 30, "2", number=2)
    sound = selection(0, 6, "Parole", 3).replace("2026-03-01T10:00:00Z", "yesterday")

    found = read_project(packed(project(source(odd, sound)), "Parole")).project.texts[0]

    assert [(one.start, one.end, one.at) for one in found.selections] == [(0, 6, None)]


def test_variables_and_cases_of_other_tools_come_in():
    case = f"""<Variables><Variable guid="{CODE}" name="Zona" typeOfVariable="Odd"/></Variables>
      <Cases><Case guid="{TEXT}" name="Ada"><VariableValue><VariableRef targetGUID="{CODE}"/>
      <IntegerValue>3</IntegerValue></VariableValue><VariableValue/>
      <SourceRef targetGUID="{TEXT}"/></Case></Cases>"""

    found = read_project(packed(project(case))).project

    assert found.variables[0].kind == "Text"
    assert [(one.said, one.kind) for one in found.cases[0].values] == [("3", "Integer")]
