"""Finding by words: the same hits on both databases, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from consult.kernel.db import db
from consult.search import Found, SearchEntry, index, index_new, matching, remove, stems

IDEAS = {
    1: ("it", "Piste ciclabili per la città", "Una rete di piste sicure lungo il Naviglio."),
    2: ("it", "Biblioteche aperte la sera", "Perché chi lavora possa leggere in città."),
    3: ("en", "Safer cycling", "Cycle lanes that connect the stations, not the car parks."),
    4: ("it", "L'acqua dell'Idroscalo", "Qualità dell\u2019acqua e balneazione; perche' no?"),
    5: ("es", "Ciudades para caminar", "Calles tranquilas y árboles."),
    6: ("de", "Ruhige Straßen", "Mehr Bäume für Köln."),
    7: ("it", "Мир и город", "Велосипед для каждого."),
    8: ("it", "Orti 3.0 nell'area C", "Orti condivisi, 40 euro l'anno."),
}


@pytest.fixture
def ideas(bare_database):
    with db.transaction():
        for number, (language, title, body) in IDEAS.items():
            index(kind="idea", id=number, language=language, title=title, body=body, public=True)
    yield
    db.forget()


def found(query, kind="idea", limit=50, **options):
    db.forget()
    return [row.thing_id for row in db.session.execute(matching(kind, query, limit, **options))]


def test_many_new_things_are_found_and_none_change_nothing(ideas):
    with db.transaction():
        index_new("idea", [])
        index_new("idea", [Found(one, "en", "A ferry", "By night.") for one in (20, 21)])

    assert sorted(found("ferry")) == [20, 21]
    assert found("ciclabili") == [1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("citta", {1, 2}),
        ("CITTÀ", {1, 2}),
        ("pista ciclabile", {1}),
        ("piste della città", {1}),
        ("biblioteca", {2}),
        ("orto", {8}),
        ("leggere", {2}),
        ("cycle", {3}),
        ("cycling lane", {3}),
        ("stations", {3}),
        ("acqua", {4}),
        ("l'acqua", {4}),
        ("ciudad", {5}),
        ("arboles", {5}),
        ("strassen", {6}),
        ("koln", {6}),
        ("велосипед", {7}),
        ("3", {8}),
        ("area c", {8}),
        ("40", {8}),
        ("treno", set()),
        ("piste treno", set()),
        ("", set()),
        ("   ", set()),
        ("di la", set()),
    ],
)
def test_words_find_what_holds_them_all(ideas, query, expected):
    assert set(found(query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "piste OR",
        "NEAR(piste, 3)",
        "piste*",
        "-piste",
        "title:piste",
        "^piste",
        "{title}: piste",
        "piste & ciclabili | !x",
        "piste <-> ciclabili",
        "pi\x00ste",
        "🚲",
        "🚲 piste",
        "\ud83d",
        "((((",
        "'); DROP TABLE search_words; --",
        "x" * 100_000,
        "a " * 10_000,
        "%s %(x)s :fts ?",
        "\\",
    ],
)
def test_signs_mean_nothing(ideas, query):
    assert set(found(query)) <= {1}


@given(query=st.text(max_size=80))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_is_typed_breaks_it(small_database, query):
    found(query)


def test_a_word_in_the_title_comes_first(bare_database):
    with db.transaction():
        for number in range(1, 6):
            index(kind="idea", id=number, language="it", title="Altro", body="orti", public=True)
        index(kind="idea", id=3, language="it", title="Orti", body="altro", public=True)

    assert found("orto")[0] == 3
    assert len(found("orto", limit=2)) == 2


def test_kinds_are_apart(ideas):
    with db.transaction():
        index(kind="node", id=1, language="it", title="Piste", body="", public=True)

    assert found("piste", kind="node") == [1]
    assert found("piste") == [1]
    assert found("biblioteche", kind="node") == []


def test_what_is_not_public_is_found_by_staff_only(bare_database):
    with db.transaction():
        index(kind="idea", id=1, language="it", title="Piste", body="", public=False)

    assert found("piste") == []
    assert found("piste", public_only=False) == [1]
    with db.transaction():
        index(kind="idea", id=1, language="it", title="Piste", body="", public=True)
    assert found("piste") == [1]


def test_the_newest_words_replace_the_old(ideas):
    with db.transaction():
        index(kind="idea", id=1, language="it", title="Tram", body="", public=True)

    assert found("piste") == []
    assert found("tram") == [1]


def test_what_is_taken_out_is_gone_with_its_words(ideas):
    with db.transaction():
        remove("idea", 1)
        remove("idea", 99)

    assert found("piste") == []
    rows = db.session.scalar(text("SELECT count(*) FROM search_words"))
    assert rows == len(IDEAS) - 1
    assert db.session.scalar(select(SearchEntry.id).where(SearchEntry.thing_id == 1)) is None


def test_a_match_can_be_joined(ideas):
    hits = matching("idea", "città", 10).subquery()
    joined = select(SearchEntry.language).join(hits, hits.c.thing_id == SearchEntry.thing_id)

    assert set(db.session.scalars(joined)) == {"it"}


def test_a_very_long_text_is_indexed(bare_database):
    body = " ".join(f"parola{number}" for number in range(40_000))
    with db.transaction():
        index(kind="idea", id=1, language="it", title="Lunga", body=body, public=True)

    assert found("parola19000") == [1]


def test_stems_are_plain_ascii():
    assert stems("La città è più verde?", "it") == ["citt", "verd"]
    assert stems("Мир", "it") == ["x" + "мир".encode().hex()]
    assert stems("Œuvres Łódź straße", "xx") == ["oeuvres", "lodz", "strasse"]


def test_the_index_is_written_in_a_writing_transaction_only(database):
    db.end_write(keep=False)

    with pytest.raises(RuntimeError, match="writing transaction"):
        index(kind="thing", id=1, language="en", title="A", body="B", public=True)
