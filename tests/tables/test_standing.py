"""Standing tables: what they are about, who sits at them, who runs them, what they hand out."""

import zipfile
from io import BytesIO

import pytest

from consult.files import UnreadableDocumentError, documents_of, store_document
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.processes import State
from consult.tables import (
    TABLE_FILES,
    MemberDraft,
    MemberKind,
    TableDraft,
    TableKind,
    add_member,
    can_open_desk,
    can_prepare,
    change_table,
    dismiss_facilitator,
    end_member,
    find_table,
    hand_out,
    make_table,
    members_of,
    name_facilitator,
    take_back,
)
from consult.tables.agendas import UnsoundMethodError, read_methods
from tests.makers import a_municipality, a_person, a_process, a_theme, in_every_language, letters
from tests.makers.tables import a_table, a_zone

UGO = MemberDraft(MemberKind.BODY, "The library", delegate="Ugo", email="ugo@example.org")


def a_draft(**others):
    given = {
        "kind": TableKind.ZONE,
        "name": in_every_language("Table of the west"),
        "mandate": in_every_language("Say what the zone needs."),
        "zone": a_zone(),
    }
    return TableDraft(**(given | others))


def test_a_planner_makes_tables_and_no_one_else(elena, bruno, process):
    table = make_table(elena, process, a_draft())
    again = make_table(elena, process, a_draft())

    assert (table.code, again.code) == ("table-of-the-west", "table-of-the-west-2")
    assert make_table(elena, process, a_draft(code="new")).code == "new-2"
    assert find_table(process, again.code) is again
    with pytest.raises(NotAllowedError, match="Only planners"):
        make_table(bruno, process, a_draft())
    process.state = State.CLOSED
    with pytest.raises(NotAllowedError, match="closed"):
        make_table(elena, process, a_draft())
    assert not can_prepare(bruno, table)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", {"name": {}}),
        ("zone", {"zone": None}),
        ("theme", {"kind": TableKind.THEME}),
        ("name_en", {"name": {"en": "x" * 151}}),
    ],
)
def test_a_table_has_a_name_and_what_its_kind_asks_for(elena, process, field, wrong):
    with pytest.raises(RefusedError) as refused:
        make_table(elena, process, a_draft(**wrong))

    assert refused.value.field == field


def test_a_zone_or_theme_of_another_kind_is_not_kept(elena, process):
    themed = make_table(elena, process, a_draft(kind=TableKind.THEME, theme=a_theme()))
    whole = make_table(elena, process, a_draft(kind=TableKind.DEVELOPMENT))

    assert (themed.zone, themed.theme) == (None, a_theme())
    assert (whole.zone, whole.theme) == (None, None)


def test_the_second_of_two_who_change_a_table_is_told(elena, process):
    table = a_table(process)
    change_table(elena, table, a_draft(), version=1)

    with pytest.raises(ConflictError):
        change_table(elena, table, a_draft(), version=1)


def test_one_sits_at_a_table_once_and_may_leave(bruno, process):
    table, other = a_table(process), a_table(process, code="other")
    member = add_member(bruno, table, UGO)

    assert add_member(bruno, table, UGO) is member
    end_member(bruno, other, member)
    assert members_of(table, now()) == [member]
    end_member(bruno, table, member)
    end_member(bruno, table, member)
    assert members_of(table, now()) == []


def test_a_municipality_is_called_by_its_own_name(bruno, process):
    place = a_municipality()
    draft = MemberDraft(MemberKind.MUNICIPALITY, "somewhere", municipality=place)

    assert add_member(bruno, a_table(process), draft).called == place.name


@pytest.mark.parametrize(
    "draft",
    [
        MemberDraft(MemberKind.MUNICIPALITY, "Atlantis"),
        MemberDraft(MemberKind.PERSON, " "),
        MemberDraft(MemberKind.PERSON, "x" * 151),
        MemberDraft(MemberKind.PERSON, "Ugo", email="nobody"),
    ],
)
def test_who_sits_at_a_table_has_a_name_and_an_address_that_works(bruno, process, draft):
    with pytest.raises(RefusedError):
        add_member(bruno, a_table(process), draft)


def test_whoever_is_named_runs_a_table_and_is_told(elena, process):
    table, gino = a_table(process), a_person("Gino")
    assert not can_open_desk(gino, process)
    post = name_facilitator(elena, table, gino.email)
    assert name_facilitator(elena, table, gino.email.upper()) is post

    assert can_prepare(gino, table)
    assert can_open_desk(gino, process)
    assert not can_prepare(gino, a_table(process, code="other"))
    dismiss_facilitator(elena, a_table(process, code="third"), post)
    assert can_prepare(gino, table)
    run_due_jobs()
    assert [letter.subject for letter in letters()] == [
        "You facilitate the table “Table of the north”"
    ]


def test_whoever_is_dismissed_runs_the_table_no_more(elena, process):
    table, gino = a_table(process), a_person("Gino")
    dismiss_facilitator(elena, table, name_facilitator(elena, table, gino.email))

    assert not can_prepare(gino, table)


def test_documents_are_told_by_their_content(bruno, elena, process):
    table, other = a_table(process), a_table(process, code="other")
    document = hand_out(bruno, table, store_document(b"%PDF-1.7", "C:\\plans\\north.doc"))

    assert (document.name, document.content_type) == ("north.pdf", "application/pdf")
    with pytest.raises(NotFoundError):
        take_back(bruno, other, document.id)
    take_back(bruno, table, document.id)
    assert documents_of(TABLE_FILES, table.id) == []


def an_archive(*parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (an_archive(("word/document.xml", "")), "docx"),
        (an_archive(("mimetype", "application/vnd.oasis.opendocument.text")), "odt"),
    ],
    ids=["docx", "odt"],
)
def test_office_documents_are_taken(database, data, ending):
    assert store_document(data, "Notes").name == f"Notes.{ending}"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"PK\x03\x04 broken",
        an_archive(("a.txt", "")),
        an_archive(("word/document.xml", ""), ("word/vbaProject.bin", "")),
        an_archive(("mimetype", "application/epub+zip")),
        b"\x89PNG\r\n\x1a\n broken",
        b"%PDF-" + b"0" * 10 * 1024 * 1024,
    ],
    ids=["empty", "page", "broken", "zip", "macros", "book", "picture", "large"],
)
def test_what_is_no_document_is_refused(database, data):
    with pytest.raises(RefusedError):
        store_document(data, "a.pdf")
    assert issubclass(UnreadableDocumentError, RefusedError)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"colour": "red"}, "nobody knows colour"),
        ({"kind": "dance"}, "no kind"),
        ({"minutes": 0}, "minutes"),
        ({"title": {"en": "Hello"}}, "title is wanted"),
    ],
)
def test_a_methods_file_is_read_strictly(wrong, why):
    words = {"it": "Sì", "en": "Yes"}
    block = {"kind": "brief", "minutes": 5, "title": words, "prompt": words}
    method = {"code": "ours", "name": words, "note": words, "per_group": 8}
    method |= {"people": {"least": 2, "most": 9}, "agenda": [block]}
    assert read_methods([method])[0].minutes == 5

    with pytest.raises(UnsoundMethodError, match=why):
        read_methods([method | {"agenda": [block | wrong]}])
    with pytest.raises(UnsoundMethodError, match="same code"):
        read_methods([method, method])


def test_a_consultation_knows_only_its_own_tables(process):
    a_table(process)

    with pytest.raises(NotFoundError):
        find_table(a_process("other"), "north")
