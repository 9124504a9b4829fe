"""What the files hold: what everyone may read, under names that stay; and it comes back in."""

import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from consult.contributions import Contribution, Filter, State, hide
from consult.discussion import Comment, CommentDraft, hide_comment, write_comment
from consult.exchange.columns import Columns
from consult.exchange.commands import prepare_import
from consult.exchange.models import Kind
from consult.exchange.policy import OPERATOR
from consult.exchange.running import run
from consult.ideas import read_filters
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.opendata import DATASETS, safe_cell
from consult.opendata.datasets import Format
from consult.opendata.licence import about
from consult.opendata.marks import mark_of
from consult.opendata.scope import scope_of
from consult.opendata.voice_files import walk
from consult.opendata.writing import BOM, written
from consult.processes import get_process
from consult.processes.founding import found_process
from consult.projects import make_candidate
from consult.sheets.reading import AS_TEXT
from tests.makers import a_municipality, a_theme, an_idea
from tests.projects.worlds import a_project

COLUMNS = {
    "contributions": """code url title body language channel channel_it channel_en municipality
        municipality_name zone zone_name theme theme_it theme_en reached reached_it reached_en
        published_at revised_at version supports comments elsewhere_url elsewhere_supports
        elsewhere_comments elsewhere_outcome""",
    "comments": "id url contribution parent body language written_at",
    "nodes": """id url title_it title_en summary_it summary_en strategy strategy_it strategy_en
        keyword_it keyword_en theme theme_it theme_en maturity maturity_it maturity_en
        contributions people opened_at""",
    "projects": """code url state state_it state_en title_it title_en platform platform_it
        platform_en other_platforms zones municipalities themes problem_it problem_en objective_it
        objective_en actions_it actions_en promoter_it promoter_en partners cost_band cost_band_it
        cost_band_en cost_it cost_en sources timing_it timing_en agreement_kind agreement_kind_it
        agreement_kind_en agreement_it agreement_en indicators contributions people candidate_at
        edited_at joined_into""",
    "links": "contribution kind node project section since",
    "places": "code name zone zone_name latitude longitude contributions",
}
"""Programs read these names: a new one comes at the end, none is renamed or taken away."""

WIDE = "\N{FULLWIDTH EQUALS SIGN}"


def test_the_columns_are_those_that_programs_know():
    assert {key: list(one.columns) for key, one in DATASETS.items()} == {
        key: names.split() for key, names in COLUMNS.items()
    }


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n'\"aé ;,\N{FULLWIDTH EQUALS SIGN}"), max_size=8))
def test_no_cell_is_a_formula_and_every_cell_comes_back(said):
    cell = safe_cell(said)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", WIDE))
    assert cell in {said, f"'{said}"}
    if not said.startswith(("'", "\t", "\r", "\n", WIDE)):  # our own texts begin so never
        assert (cell[1:] if cell.startswith(AS_TEXT) else cell) == said


def kept(process, key, shape="json", **asked):
    """A file of what is told so far."""
    db.end_write(keep=True)
    process = get_process(process.slug, None)
    chosen = read_filters(process, MultiDict(asked)).filter(process) if asked else Filter()
    scope = scope_of(process, chosen)
    mark = mark_of(DATASETS[key], scope)
    pieces = written(DATASETS[key], Format(shape), scope, about(process, now()))
    whole = b"".join(pieces).decode()
    db.begin_write()
    return whole, mark


def rows(process, key, **asked):
    told = json.loads(kept(process, key, **asked)[0])
    assert told["count"] == len(told["rows"])
    return told["rows"]


def test_the_files_hold_what_everyone_may_read_and_nothing_else(ada, bea, process, dario):
    idea = an_idea(ada, process, title="=A night bus", published=True)
    away = an_idea(bea, process, place=a_municipality(1), theme=a_theme(1), published=True)
    an_idea(ada, process, title="Waiting")
    first = write_comment(bea, idea, CommentDraft("Yes"))
    write_comment(ada, idea, CommentDraft("And shade"), first)
    project = a_project(dario, process, idea)
    a_project(dario, process, idea, title="A draft")
    make_candidate(dario, process, project)
    codes, project_code, first_id = [idea.code, away.code], project.code, first.id

    said = rows(process, "contributions")
    assert [row["code"] for row in said] == codes
    assert said[0]["title"] == "=A night bus"
    assert [row["reached"] for row in said] == ["project", "published"]
    assert said[0]["municipality"] == a_municipality().istat_code
    assert said[0]["theme_en"] == a_theme().title["en"]
    assert datetime.fromisoformat(said[0]["published_at"]).tzinfo is not None
    assert "'=A night bus" in kept(process, "contributions", "csv")[0]
    assert "Ada" not in kept(process, "contributions")[0]

    assert [row["parent"] for row in rows(process, "comments")] == [None, first_id]
    assert [row["contributions"] for row in rows(process, "nodes")] == [1, 1]
    assert [row["code"] for row in rows(process, "projects")] == [project_code]
    ties = [(row["kind"], row["project"]) for row in rows(process, "links")]
    assert ties == [("node", None), ("node", None), ("project", project_code)]
    heard = [row for row in rows(process, "places") if row["contributions"]]
    assert [row["code"] for row in heard] == [a_municipality(at).istat_code for at in (0, 1)]

    elsewhere = {"municipality": a_municipality(1).slug}
    assert [row["code"] for row in rows(process, "contributions", **elsewhere)] == codes[1:]
    for key in ("comments", "nodes", "projects", "links"):
        assert rows(process, key, **elsewhere) == []


def test_a_mark_moves_with_what_is_public_and_with_nothing_else(ada, bea, process):
    idea = an_idea(ada, process, published=True)
    comment = write_comment(bea, idea, CommentDraft("Yes"))
    before = {key: kept(process, key)[1] for key in DATASETS}
    waiting = an_idea(ada, process, title="Waiting")
    assert {key: kept(process, key)[1] for key in DATASETS} == before
    assert before["comments"].rows == 1

    hide_comment(db.session.get_one(Comment, comment.id))
    assert kept(process, "comments")[1].etag != before["comments"].etag
    hide(db.session.get_one(Contribution, waiting.id))
    hide(db.session.get_one(Contribution, idea.id))
    after = kept(process, "contributions")[1]
    assert (after.rows, after.etag != before["contributions"].etag) == (0, True)


def test_a_walk_in_small_steps_meets_each_once(ada, process):
    moment = now()
    for _time in range(5):
        an_idea(ada, process, published=True).published_at = moment
    db.end_write(keep=True)
    scope = scope_of(get_process("plan", None), Filter())

    met = [row.id for some in walk(scope, size=2) for row in some]
    assert met == sorted(set(met))
    assert len(met) == 5


def test_what_was_taken_out_comes_in_again(ada, bea, process, tmp_path):
    words = ("=1+1 is *two*, < 3", 'Two\nlines, and a second.\n\n- one\n- two & "three"; é')
    idea = an_idea(ada, process, title=words[0], body=words[1], published=True)
    theme = a_theme().title["en"]
    first = write_comment(bea, idea, CommentDraft("-5 degrees"))
    write_comment(ada, idea, CommentDraft("In the shade"), first)
    before = rows(process, "contributions"), rows(process, "comments")
    paths = {key: tmp_path / f"{key}.csv" for key in ("contributions", "comments")}
    for key, path in paths.items():
        path.write_text(kept(process, key, "csv")[0], "utf-8", newline="")
    assert paths["comments"].read_text("utf-8").startswith(BOM)
    port = found_process("port", "The port", own_vocabulary=True, language="en")
    db.end_write(keep=True)

    targets = {"source_id": "code", "title": "title", "body": "body", "date": "published_at"}
    targets |= {"channel": "channel", "state": "reached", "language": "language"}
    columns = Columns(
        Kind.CONTRIBUTIONS, targets, area="municipality_name", new_theme="theme_en", source="x"
    )
    of_comments = {"source_id": "id", "contribution": "contribution", "parent": "parent"}
    of_comments |= {"body": "body", "date": "written_at", "language": "language"}
    for path, chosen in (
        (paths["contributions"], columns),
        (paths["comments"], Columns(Kind.COMMENTS, of_comments, source="x")),
    ):
        with db.transaction():
            made = prepare_import(OPERATOR, port, chosen, path)
        assert run(made.id, path).refusals == []
    db.session.rollback()

    came = db.session.scalars(select(Contribution).where(Contribution.process_id == port.id)).one()
    assert (came.title, came.state) == (words[0], State.PUBLISHED)
    assert came.published_at == db.session.get_one(Contribution, idea.id).published_at.replace(
        microsecond=0
    )
    again = rows(port, "contributions"), rows(port, "comments")
    same = ("title", "body", "municipality_name", "published_at", "language", "channel")
    assert [[row[name] for name in same] for row in again[0]] == [
        [row[name] for name in same] for row in before[0]
    ]
    assert again[0][0]["theme_en"] == theme
    assert [row["body"] for row in again[1]] == [row["body"] for row in before[1]]
    assert [row["parent"] is None for row in again[1]] == [True, False]
