"""Whatever Decidim's version, its exports say the same in our columns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consult.decidim import COLUMNS, Entity, entity_of, in_plain_columns
from consult.decidim.names import names_in
from consult.sheets import Sheet, opened
from tests.decidim.exports import (
    COMMENTS,
    DEBATE,
    DIALECTS,
    MEETING,
    MIDDLE,
    MILAN,
    TODAY,
    written,
)

SAID = {
    "source_id": "proposals/12",
    "title": "Una panchina all'ombra",
    "source_url": "https://p.example/processes/piano/f/7/proposals/12",
    "supports": "41",
    "comments": "2",
    "theme": "Mobilità",
    "state": "accepted",
    "date": "2021-02-03 10:11:12 UTC",
    "reference": "MI-PROP-2021-02-12",
    "answer": "Si fa nel 2022.",
    "channel": "",
}


def say(row, languages=("it",)):
    """What a row says in our columns."""
    entity = entity_of(list(row))
    sheet = Sheet(list(row), iter([(2, list(row.values()))]))
    said = in_plain_columns(sheet, entity, languages)
    return dict(zip(said.header, next(said.rows)[1], strict=True))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_says_the_same(dialect, tmp_path):
    path = tmp_path / "proposals.csv"
    path.write_bytes(written(DIALECTS[dialect]))

    with opened(path) as sheet:
        assert entity_of(sheet.header) is Entity.PROPOSALS
        said = in_plain_columns(sheet, Entity.PROPOSALS, ("it",))
        told = dict(zip(said.header, next(said.rows)[1], strict=True))

    assert told.items() >= SAID.items()
    assert told["body"].lstrip("=") == "Davanti alla scuola, per chi aspetta il bus"
    assert told["place"] == ("" if dialect == "0.31" else "Nord")
    assert told["language"] == ("" if dialect == "0.20" else "it")


def test_meetings_and_comments_are_told_by_their_headers_and_others_left():
    assert entity_of(list(MEETING)) is Entity.MEETINGS
    assert entity_of(list(COMMENTS[0])) is Entity.COMMENTS
    assert entity_of(list(DEBATE)) is None
    assert entity_of(["id", "title", "body"]) is None


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"state": ""}, "published"),
        ({"state": "in-our-own-words"}, "published"),
        ({"state": "rejected"}, "rejected"),
        ({"state": "withdrawn"}, "withdrawn"),
        ({"withdrawn": "true"}, "withdrawn"),
        ({"withdrawn_at": "2021-03-03"}, "withdrawn"),
        ({"published_at": ""}, "draft"),
    ],
)
def test_a_proposal_s_state_is_read_from_all_that_tells_of_it(change, state):
    assert say(TODAY | change)["state"] == state


def test_a_text_is_taken_in_the_language_asked_for_or_in_any():
    both = MIDDLE | {"title/en": "A bench", "body/en": "By the school"}

    assert [say(both, ("en",))[name] for name in ("title", "body", "language")] == [
        *("A bench", "By the school", "en")
    ]
    assert say(MIDDLE, ("en", "de"))["language"] == "it"
    assert say(TODAY, ("en",))["theme"] == "Mobility"


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "published"),
        ({"published": "false"}, "draft"),
        ({"private_meeting": "true"}, "draft"),
        ({"withdrawn": "true"}, "withdrawn"),
    ],
)
def test_a_meeting_is_its_description_and_its_minutes(change, state):
    said = say(MEETING | change)

    assert said["state"] == state
    assert (said["source_id"], said["channel"]) == ("meetings/12", "territorial-table")
    assert said["body"].endswith("Servono panchine.")
    assert "Servono" not in say(MEETING | {"closing_visible": "false"})["body"]


def test_what_was_proposed_at_a_meeting_is_a_table_s():
    assert say(TODAY | {"created_in_meeting": "true"})["channel"] == "territorial-table"


def test_a_comment_knows_what_it_is_about_and_what_it_answers():
    first, second, third = (say(row) for row in COMMENTS)

    assert (first["contribution"], first["parent"]) == ("proposals/12", "")
    assert (second["contribution"], second["parent"]) == ("proposals/12", "comments/70")
    assert third["contribution"] == "meetings/12"
    assert say(COMMENTS[0] | {"root_commentable_url": ""})["contribution"] == "proposals/12"
    assert say(COMMENTS[1] | {"root_commentable_url": ""})["contribution"] == ""


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ('{"it"=>"Mobilità", "en"=>"Mobility"}, {"en"=>"Green"}', ["Mobilità", "Green"]),
        ('{"it" => "A \\"b\\" \\u00e8 \\u{1F600}, }{"}', ['A "b" è \U0001f600, }{']),
        ('{"it": "Verde"}', ["Verde"]),
        ('{"it"=>""}, {"it"=>nil}', []),
        ("Mobilità, Verde", []),
        ("", []),
    ],
)
def test_names_that_ruby_dumped_are_names_again(told, names):
    assert names_in(told, ("it",)) == names


@settings(max_examples=60, deadline=None)
@given(some.text(max_size=200))
def test_any_text_is_names_or_none(told):
    assert all(isinstance(name, str) for name in names_in(told + '{"a"=>"' + told, ("it",)))


@settings(max_examples=60, deadline=None)
@given(some.sampled_from([MILAN, MIDDLE, TODAY, MEETING, *COMMENTS]), some.data())
def test_the_order_of_columns_and_what_is_in_them_never_matter(row, data):
    """Columns in any order and cells of any text say as many cells as there are columns."""
    names = data.draw(some.permutations(list(row)))
    cells = [data.draw(some.sampled_from([row[name], "", "x;y", "'"])) for name in names]
    entity = entity_of(names)
    said = in_plain_columns(
        Sheet(names, iter([(2, cells), (3, []), (4, [*cells, ""])])), entity, ()
    )
    (_two, whole), (_three, none), (_four, torn) = said.rows

    assert len(whole) == len(COLUMNS[entity])
    assert none == []
    assert len(torn) == len(COLUMNS[entity]) + 1
