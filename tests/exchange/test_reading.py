"""Files as people have them: encodings, spreadsheets, torn rows; and what their words mean."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from consult.analysis.languages import told_apart
from consult.contributions import Channel, State
from consult.exchange.columns import Columns, bound, languages_named, mapped, source_named
from consult.exchange.models import Kind
from consult.exchange.rows import Reader
from consult.kernel.errors import RefusedError
from consult.kernel.text import text_of_html
from consult.sheets import opened

HEADER = ("id", "title", "body", "supports", "comments", "date", "state", "channel", "source_url")
NAMES = {name: name for name in HEADER if name != "id"} | {"source_id": "id"}
GOOD = {"id": "5", "title": "Bench", "body": "Here"}


def read(header=HEADER, targets=NAMES, **row):
    columns = Columns(Kind.CONTRIBUTIONS, targets, languages=("en",))
    reader = Reader(
        bound(columns, header), ZoneInfo("Europe/Rome"), datetime(2026, 1, 1, tzinfo=UTC)
    )
    return reader.contribution(2, [row.get(name, "") for name in header])


@pytest.mark.parametrize(
    ("word", "state", "outcome"),
    [
        ("", State.PUBLISHED, None),
        ("Rechazada", State.PUBLISHED, "rejected"),
        ("accepted", State.PUBLISHED, "accepted"),
        ("En evaluación", State.PUBLISHED, "evaluating"),
        ("Nascosta", State.HIDDEN, None),
        ("withdrawn", State.WITHDRAWN, None),
        ("who knows", State.WAITING, None),
    ],
)
def test_a_state_is_read_in_its_own_words(word, state, outcome):
    row = read(**GOOD, state=word)

    assert (row.state, row.evidence.get("outcome")) == (state, outcome)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": "", "body": " "}, "neither a title nor a text"),
        ({"id": ""}, "no identifier"),
        ({"id": "x" * 300}, "identifier is too long"),
        ({"supports": "many"}, "no number of supports"),
        ({"supports": "9" * 30}, "no number of supports"),
        ({"date": "32/13/2016"}, "no date"),
        ({"date": "2999-01-01"}, "a day to come"),
        ({"body": "x" * 1_000_001}, "too long"),
        ({"title": "\ud800"}, "broken characters"),
    ],
)
def test_a_bad_row_is_refused_in_words(change, reason):
    with pytest.raises(RefusedError, match=reason):
        read(**(GOOD | change))


def test_figures_long_titles_days_and_meetings_are_kept():
    row = read(
        id="9",
        title="Long " * 60,
        body="Body",
        supports="412",
        comments="31.0",
        date="31/12/2015 23:30:00",
        channel="True",
        source_url="https://example.org/proposals/9",
    )

    assert row.title == ("Long " * 60).strip()
    assert row.channel is Channel.TABLE
    assert row.said_at.isoformat() == "2015-12-31T22:30:00+00:00"
    assert row.evidence == {
        "url": "https://example.org/proposals/9",
        "supports": 412,
        "comments": 31,
        "long_title": True,
    }


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[broken", "ftp://x.example"])
def test_an_address_that_leads_nowhere_good_is_left_out(address):
    assert "url" not in read(**GOOD, source_url=address).evidence


@pytest.mark.parametrize(
    "word", ["2016-05-06", "06/05/2016", "6.5.2016 00:00", "2016-05-05 22:00:00 UTC"]
)
def test_a_day_is_read_as_it_is_written_there(word):
    assert read(**GOOD, date=word).said_at == datetime(2016, 5, 5, 22, tzinfo=UTC)


def test_a_row_without_a_name_is_known_by_what_it_says():
    targets = {name: name for name in ("title", "body")}
    names = {read(targets=targets, title=title, body="x").source_id for title in ("A", "B", "A")}

    assert len(names) == 2


def test_a_torn_row_is_told_by_its_number(tmp_path):
    path = tmp_path / "torn.csv"
    path.write_text("id,title\n1,A,B,C\n2," + "x" * 1_000_002 + "\n3,good\n")
    columns = Columns(Kind.CONTRIBUTIONS, {"source_id": "id", "title": "title"})

    with opened(path) as sheet:
        reader = Reader(bound(columns, sheet.header), ZoneInfo("UTC"), datetime.now(UTC))
        (_two, torn), (_three, endless), (four, good) = sheet.rows
        with pytest.raises(RefusedError, match="4 cells"):
            reader.contribution(2, torn)
        with pytest.raises(RefusedError, match="too long"):
            reader.contribution(3, endless)
        assert (four, reader.contribution(4, good).title) == (4, "good")


def test_what_is_mapped_wrongly_is_told():
    for pairs in (["nothing=x"], ["title"], ["title="]):
        with pytest.raises(RefusedError, match="TARGET=COLUMN"):
            mapped(pairs)
    for typed in ("", "Spanish!", "e"):
        with pytest.raises(RefusedError):
            languages_named(typed)
    with pytest.raises(RefusedError):
        source_named("a b")
    with pytest.raises(RefusedError, match="no column “Title”"):
        bound(Columns(Kind.CONTRIBUTIONS, {"title": "Title"}), ["id"])
    with pytest.raises(RefusedError, match="contribution"):
        bound(Columns(Kind.COMMENTS, {"body": "text"}), ["text"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les vies del tramvia, amb els veïns i per a tothom", "ca"),
        ("En el parque, para los niños y con el barrio", "es"),
        ("12 / 34", "ca"),
    ],
)
def test_a_language_is_told_by_its_little_words(text, language):
    assert told_apart(text, ("ca", "es")) == language


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>One <b>bold</b>&nbsp;word.<br />Line</p>\n<p>Two &lt; 3</p>",
            "One bold word.\nLine\n\nTwo < 3",
        ),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<p>a</p><script>alert(1)</script><style>b{}</style>", "a"),
        ("2 < 3 and <posar> stay", "2 < 3 and <posar> stay"),
    ],
)
def test_another_platform_s_html_becomes_text(html, text):
    assert text_of_html(html).replace("\xa0", " ") == text
