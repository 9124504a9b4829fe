"""What we write reads back as it was, and is what the standard's schema asks for."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consult.refi import (
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
    codebook_of,
    guid_of,
    read_project,
    settled,
    written_codebook,
    written_project,
)
from tests.refi.schema import faults_in

# Accents as one and as two, astral signs, joined ones, ends of lines of every kind, what no XML
# can say, and what any tool may have typed.
PIECES = some.sampled_from(
    [
        "è",
        "e\u0300",
        "🚲",
        "🏛️",
        "👩‍👧",
        "\r\n",
        "\n",
        "\r",
        " ",
        "a",
        "\ufeff",
        "\x0b",
        "\x85",
        "<&>",
        "\ud800",
    ]
)
WORDS = some.one_of(some.lists(PIECES, max_size=12).map("".join), some.text(max_size=12))
MOMENTS = some.none() | some.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - as above
    timezones=some.sampled_from([UTC, timezone(timedelta(hours=2))]),
)
USER = guid_of("user")


@some.composite
def codes(draw, depth=3):
    return tuple(
        Code(
            guid_of(draw(some.uuids())),
            draw(WORDS),
            draw(some.booleans()),
            draw(some.sampled_from(["", "#abc", "#0066CC"])),
            draw(WORDS),
            codes=draw(codes(depth - 1)) if depth else (),
        )
        for _number in range(draw(some.integers(0, 2)))
    )


@some.composite
def texts(draw, given_codes):
    words = draw(WORDS)
    place = some.integers(0, len(words))
    selections = []
    for _number in range(draw(some.integers(0, 4))):
        start, end = sorted((draw(place), draw(place)))
        codings = [
            Coding(guid_of(draw(some.uuids())), code, USER, draw(MOMENTS))
            for code in (
                draw(some.lists(given_codes, max_size=2)) if given_codes is not None else ()
            )
        ]
        name = draw(some.one_of(WORDS, some.just(words[start:end])))
        guid = draw(some.uuids())
        selections.append(
            Selection(str(guid), start, end, name, draw(WORDS), tuple(codings), at=draw(MOMENTS))
        )
    return Text(
        f"{{{draw(some.uuids())}}}", draw(WORDS), words, draw(WORDS), tuple(selections), user=USER
    )


@some.composite
def projects(draw):
    book = draw(codes())
    given_codes = some.sampled_from([code.guid for code in book]) if book else None
    held = tuple(draw(texts(given_codes)) for _number in range(draw(some.integers(0, 2))))
    return Project(
        draw(WORDS), "", draw(WORDS), USER, draw(MOMENTS), (User(USER),), book, texts=held
    )


@settings(max_examples=50, deadline=None)
@given(projects())
def test_a_project_reads_back_identical(project):
    found = read_project(written_project(project))

    assert found.project == settled(project)
    assert read_project(written_project(found.project)).project == found.project
    assert {one.odd for one in found.remarks} <= {"nameless"}


@settings(max_examples=40, deadline=None)
@given(texts(None))
def test_passages_keep_their_words_when_ends_of_lines_become_one_sign(text):
    kept = settled(Project("", texts=(text,))).texts[0]

    def plain(words):
        ends = words.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in ends)

    for before, after in zip(text.selections, kept.selections, strict=True):
        told, found = (
            plain(text.words[before.start : before.end]),
            kept.words[after.start : after.end],
        )
        # A passage that ends inside of an end of line takes all of it, or none.
        assert found.replace("\ufeff", "").strip("\n") == told.strip("\n")


def a_project():
    note, code, below, passage = (guid_of(name) for name in ("note", "code", "below", "passage"))
    variable, text = guid_of("variable"), guid_of("text")
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    words = "Il bus è raro.\nLa notte 🚲 manca."
    selections = (
        Selection(
            passage,
            3,
            14,
            "bus è raro.",
            "Di notte",
            (Coding(guid_of("c1"), code, USER, at),),
            (note,),
            USER,
            at,
        ),
        Selection(
            guid_of("p2"), 7, 24, "è raro", "", (Coding(guid_of("c2"), below, notes=(note,)),)
        ),
    )
    return Project(
        "Interviste",
        "consult",
        "Che cosa consente il consenso",
        USER,
        at,
        (User(USER, "Ada"),),
        (Code(code, "Mobilità", False, "#0066cc", "Che cosa", (note,), (Code(below, "Bus"),)),),
        (Variable(variable, "Zona", Kind.TEXT, "Dove"),),
        (
            Case(
                guid_of("case"),
                "Sindaca",
                "",
                (code,),
                (Value(variable, "Nord"),),
                (text,),
                (passage,),
            ),
        ),
        (
            Text(
                text,
                "Intervista 1",
                words,
                "Di chi",
                selections,
                (Coding(guid_of("c3"), code),),
                (note,),
                (Value(variable, "3", Kind.INTEGER),),
                USER,
                at,
            ),
            Text(guid_of("lost"), "Persa", None, path="relative://1.txt"),
        ),
        (Text(note, "Nota", "Da rivedere", user=USER, at=at),),
        (Link(guid_of("link"), passage, note, "verso"),),
        (Set(guid_of("set"), "Insieme", "Di che", (code,), (text,), (note,)),),
    )


def test_everything_that_a_project_can_hold_is_written_as_the_schema_asks_and_read_back():
    packed = written_project(a_project())

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        written = archive.read("project.qde")
        names = archive.namelist()
    assert faults_in(written) == []
    assert not written.startswith(b"\xef\xbb\xbf")
    assert names[0] == "project.qde"
    assert f"sources/{guid_of('text')}.txt" in names
    assert read_project(packed).project == a_project()
    assert written_project(a_project()) == packed


@settings(max_examples=20, deadline=None)
@given(projects())
def test_whatever_a_project_says_is_written_as_the_schema_asks(project):
    with zipfile.ZipFile(io.BytesIO(written_project(project))) as archive:
        assert faults_in(archive.read("project.qde")) == []


@settings(max_examples=20, deadline=None)
@given(codes())
def test_a_codebook_reads_back_identical(held):
    book = Codebook(held, (Set(guid_of("set"), "Insieme", "Di che", (guid_of("a"),)),), "MAXQDA")
    written = written_codebook(book)

    assert codebook_of(written).codebook == settled(book)
    assert codebook_of(written).codebook.origin == "consult (MAXQDA)"
    if held:
        assert faults_in(written) == []


def test_a_moment_without_a_zone_is_taken_for_utc():
    project = Project("P", at=datetime(2026, 3, 1, 10))  # noqa: DTZ001 - the point of it

    assert settled(project).at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_a_text_without_words_keeps_its_passages_and_where_the_words_were():
    lost = Text(guid_of("lost"), "Persa", None, selections=(Selection(guid_of("p"), 4, 9),))

    found = read_project(written_project(Project("P", texts=(lost,)))).project.texts[0]

    assert found == replace(lost, path=f"relative://{lost.guid}.txt")


@pytest.mark.parametrize("origin", ["consult", "consult 1.0"])
def test_what_we_wrote_ourselves_is_read_as_it_says(origin):
    """A passage may be named otherwise: ours say where they are."""
    misnamed = Selection(guid_of("p"), 1, 3, "🚲 n")
    project = Project(
        "P", origin, texts=(Text(guid_of("t"), "T", "🚲 notte", selections=(misnamed,)),)
    )

    assert read_project(written_project(project)).project.texts[0].selections == (misnamed,)
