"""Files as people have them: encodings, spreadsheets, JSON; what is torn is told in words."""

import json
import zipfile
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from consult.kernel.errors import RefusedError
from consult.sheets import objects as json_lists
from consult.sheets import opened


@pytest.mark.parametrize("name", ["rows.xlsx", "latin.csv", "utf16.csv", "tabs.csv", "bom.csv"])
def test_every_usual_way_of_writing_a_file_is_read(tmp_path, name):
    path, rows = tmp_path / name, [["id", "què"], ["1", "1,5 €"], ["", ""], ["2", "a;b"]]
    if name == "rows.xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        sign = {"tabs.csv": "\t"}.get(name, "|")
        encoding = {"latin.csv": "cp1252", "utf16.csv": "utf-16"}.get(name, "utf-8-sig")
        path.write_text("\n".join(sign.join(row) for row in rows), encoding=encoding)

    with opened(path) as sheet:
        assert list(sheet.header) == rows[0]
        assert list(sheet.rows) == [(2, rows[1]), (4, rows[3])]


def test_cells_of_a_spreadsheet_are_said_as_a_csv_would(tmp_path):
    path, book = tmp_path / "cells.xlsx", Workbook()
    book.active.append(["a", "b", "c", "d"])
    book.active.append([1.0, True, datetime(2016, 5, 6, 7, 8), "'=1+1"])  # noqa: DTZ001 - as sheets hold them
    book.save(path)

    with opened(path) as sheet:
        assert list(sheet.rows) == [(2, ["1", "true", "2016-05-06 07:08:00", "=1+1"])]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no archive",
        b"\n\n",
        b",,\n",
        b"\xd0\xcf\x11\xe0\0\0 old",
        b"x" * 1_100_000,
    ],
)
def test_what_is_no_file_of_rows_is_refused_as_a_whole(tmp_path, content):
    path = tmp_path / "none.csv"
    path.write_bytes(content)

    with pytest.raises(RefusedError), opened(path):
        pass


def test_a_broken_letter_breaks_its_row_and_not_the_rest(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes("id,title\n1,Perché\n2,cos\n3,città\n".encode().replace(b"cos", b"cos\xec"))

    with opened(path) as sheet:
        (_two, good), (_three, broken), (_four, last) = sheet.rows
    assert (good[1], last[1]) == ("Perché", "città")
    assert broken[1].startswith("cos")
    assert "\udcec" in broken[1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_read_without_a_mark_and_when_cut_off(tmp_path, encoding):
    path = tmp_path / "wide.csv"
    path.write_bytes("id,title\n1,Perché\n".encode(encoding)[:-1])

    with opened(path) as sheet:
        assert [cells[1].rstrip("\ufffd") for _number, cells in sheet.rows] == ["Perché"]


def test_a_spreadsheet_torn_further_down_is_told_in_words(tmp_path):
    path, torn = tmp_path / "whole.xlsx", tmp_path / "torn.xlsx"
    book = Workbook()
    for number in range(5):
        book.active.append([number, "x"])
    book.save(path)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(torn, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name)
            copy.writestr(name, content[:-60] if name.endswith("sheet1.xml") else content)

    with pytest.raises(RefusedError, match="XLSX or CSV"), opened(torn) as sheet:
        list(sheet.rows)


def test_a_list_of_objects_has_the_columns_that_any_of_them_names(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lists, "CHUNK", 16)
    path = tmp_path / "rows.json"
    told = [
        {"id": 1, "title": {"it": "Panchina", "en": "Bench"}, "names": ["a", "b"], "ok": True},
        {"id": 2, "more": None, "title": {"it": "'=1+1"}, "list": [{"it": "x"}]},
    ]
    path.write_text(json.dumps(told, indent=1), encoding="utf-8")

    with opened(path) as sheet:
        assert sheet.header == ["id", "title/it", "title/en", "names", "ok", "more", "list"]
        assert list(sheet.rows) == [
            (2, ["1", "Panchina", "Bench", "a, b", "true", "", ""]),
            (3, ["2", "=1+1", "", "", "", "", '{"it": "x"}']),
        ]


@pytest.mark.parametrize(
    "content", ["[]", "[{", '[{"a": 1}, 2]', '[{"a": ' + "[" * 100_000, '[{"a": 1} x']
)
def test_what_is_no_list_of_objects_is_told_in_words(tmp_path, content):
    path = tmp_path / "none.json"
    path.write_text(content)

    with pytest.raises(RefusedError), opened(path) as sheet:
        list(sheet.rows)


def test_an_object_without_end_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lists, "LONGEST_OBJECT", 10)
    monkeypatch.setattr(json_lists, "CHUNK", 8)
    path = tmp_path / "long.json"
    path.write_text('[{"a": "' + "x" * 1000)

    with pytest.raises(RefusedError, match="too large"), opened(path):
        pass


@settings(max_examples=40, deadline=None)
@given(some.binary(max_size=300))
def test_any_bytes_are_rows_or_refused_in_words(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.bytes"
    for start in (b"", b"id,title\n", b'[{"a": 1},', b"PK\x03\x04"):
        path.write_bytes(start + content)
        with suppress(RefusedError), opened(path) as sheet:
            assert all(isinstance(cell, str) for _number, cells in sheet.rows for cell in cells)
