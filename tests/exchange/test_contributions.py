"""Contributions from a file: each once, whole, counted, and found; its figures kept apart."""

import pytest
from sqlalchemy import func, select

from consult.contributions import (
    Contribution,
    State,
    VoiceKind,
    counts_by_theme,
    find_readable,
    recount,
    totals_of,
    withdraw,
)
from consult.docket import Matter
from consult.exchange import running
from consult.exchange.columns import Columns
from consult.exchange.commands import (
    find_profile,
    keep_profile,
    prepare_import,
    try_import,
)
from consult.exchange.models import Import, ImportedThing, ImportState, Kind
from consult.exchange.policy import OPERATOR
from consult.ideamap.recounting import standings_in
from consult.ideamap.tallies import CellTally, CountedIn
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.processes import State as ProcessState
from consult.search import matching
from tests.exchange.conftest import PROPOSALS, TARGETS


def told(report):
    return (report.created, report.changed, report.unchanged, report.refused)


def named(source_id):
    query = select(Contribution).where(Contribution.source_id == source_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_a_file_comes_in_once(take_in, port):
    assert told(take_in(PROPOSALS)) == (3, 0, 0, 0)
    assert told(take_in(PROPOSALS)) == (0, 0, 3, 0)

    bench = find_readable(named("1").id, None)
    assert (bench.title, bench.source) == ("A bench", "For my aunt & me.\n\nTwo.")
    assert bench.voice.kind is VoiceKind.IMPORTED
    assert totals_of(port).contributions == totals_of(port).imported == 3
    assert totals_of(port).people == 0  # nobody knows how many they are
    assert recount(port.id) == {"contributions": 3, "people": 0, "imported": 3}
    assert db.session.scalars(matching("contribution", "tramvia", 5)).all() == [named("2").id]


def test_what_is_counted_in_cells_is_what_a_recount_counts(take_in, port):
    rows = [
        row | {"where": where, "on": on}
        for row, where, on in zip(PROPOSALS, ("North", "North", "South"), "aab", strict=True)
    ]
    take_in(rows, area="where", new_theme="on")

    kept = {
        one.contribution_id: (one.voice_id, one.zone_id, one.theme_id, tuple(one.nodes))
        for one in db.session.scalars(select(CountedIn).where(CountedIn.process_id == port.id))
    }
    afresh = {
        one: (standing.voice_id, standing.zone_id, standing.theme_id, standing.nodes)
        for one, standing in standings_in(port).items()
    }
    assert kept == afresh
    whole = select(func.sum(CellTally.people)).where(CellTally.process_id == port.id)
    assert db.session.scalar(whole) == sum(len(one.keys) for one in standings_in(port).values())
    assert sorted(counts_by_theme(port).values()) == [1, 2]
    assert named("1").municipality_id == named("2").municipality_id != named("3").municipality_id


def test_a_row_that_says_something_else_by_now_is_changed(take_in, port):
    take_in(PROPOSALS)
    version = named("1").version
    changed = [PROPOSALS[0] | {"what": "Two benches"}, *PROPOSALS[1:]]

    assert told(take_in(changed)) == (0, 1, 2, 0)
    assert (named("1").title, named("1").version) == ("Two benches", version + 1)
    assert told(take_in(changed)) == (0, 0, 3, 0)
    assert recount(port.id)["contributions"] == totals_of(port).contributions == 3


def test_bad_rows_and_second_ones_of_a_name_are_refused_in_words_and_the_rest_comes(take_in, port):
    again, nameless = PROPOSALS[0] | {"what": "Again"}, PROPOSALS[1] | {"id": ""}

    report = take_in([*PROPOSALS, again, nameless])

    assert told(report) == (3, 0, 0, 2)
    assert [refusal["row"] for refusal in report.refusals] == [5, 6]
    assert "Row 2" in report.refusals[0]["reason"]


def test_what_a_moderator_has_to_read_first_waits(take_in, port):
    rows = [PROPOSALS[0] | {"how": "who knows"}, PROPOSALS[1] | {"how": "rejected"}]
    take_in(rows, targets=TARGETS | {"state": "how"})

    assert (named("1").state, named("2").state) == (State.WAITING, State.PUBLISHED)
    assert named("2").evidence["outcome"] == "rejected"
    waits = db.session.scalar(select(func.count(Matter.id)).where(Matter.process_id == port.id))
    assert waits == 1


def test_what_was_withdrawn_here_does_not_come_back(take_in):
    take_in(PROPOSALS)
    with db.transaction():
        withdraw(named("1"))

    report = take_in([PROPOSALS[0] | {"what": "Again"}])

    assert told(report) == (0, 0, 0, 1)
    assert "withdrawn" in report.refusals[0]["reason"]
    assert named("1").title == "A bench"


def test_what_is_hidden_there_by_now_is_hidden_here(take_in, port):
    targets = TARGETS | {"state": "how"}
    take_in([PROPOSALS[0] | {"how": "published"}], targets=targets)

    take_in([PROPOSALS[0] | {"how": "hidden"}], targets=targets)

    assert named("1").state is State.HIDDEN
    assert totals_of(port).contributions == 0


def test_a_name_that_the_plan_does_not_know_is_kept_as_it_was_said(take_in):
    rows = [PROPOSALS[0] | {"where": "Atlantis", "on": "Whales"}]
    take_in(rows, targets=TARGETS | {"place": "where", "theme": "on"})

    bench = named("1")
    assert (bench.municipality_id, bench.theme_id) == (None, None)
    assert (bench.evidence["place"], bench.evidence["theme"]) == ("Atlantis", "Whales")


def test_an_import_that_was_killed_goes_on_and_doubles_nothing(take_in, port, monkeypatch):
    for name in ("BATCH", "SMALLEST_BATCH", "LARGEST_BATCH"):
        monkeypatch.setattr(running, name, 1)
    whole = running._Keeping.take
    taken = []

    def killed(self, rows, upto, tally, *, last):
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(upto)
        return whole(self, rows, upto, tally, last=last)

    monkeypatch.setattr(running._Keeping, "take", killed)
    with pytest.raises(KeyboardInterrupt):
        take_in(PROPOSALS)
    monkeypatch.setattr(running._Keeping, "take", whole)

    assert told(take_in(PROPOSALS)) == (1, 0, 2, 0)
    assert totals_of(port).contributions == 3


def test_the_same_import_taken_up_again_counts_as_if_it_had_never_ended(take_in, port, file_of):
    take_in(PROPOSALS)
    last = db.session.scalars(select(Import).order_by(Import.id.desc())).first().id

    report = running.run(last, file_of(PROPOSALS))

    assert told(report) == (3, 0, 0, 0)
    assert db.session.scalar(select(func.count(ImportedThing.id))) == 3


def test_a_dry_run_tells_the_same_and_keeps_nothing(take_in, port, file_of):
    columns = Columns(Kind.CONTRIBUTIONS, TARGETS, new_theme="what", languages=("en",))

    report = try_import(OPERATOR, port, columns, file_of([*PROPOSALS, PROPOSALS[0]]))

    assert told(report) == (3, 0, 0, 1)
    assert totals_of(port).contributions == 0
    assert db.session.scalar(select(func.count(Import.id))) == 0


def test_the_wrong_column_of_themes_stops_the_import(take_in, port):
    rows = [{"id": str(n), "what": f"Title {n}", "why": "x"} for n in range(300)]

    with pytest.raises(RefusedError, match="choose another column"):
        take_in(rows, new_theme="what")

    assert db.session.scalars(select(Import)).one().state is ImportState.FAILED


def test_a_plan_that_others_share_takes_no_new_areas(database, process, file_of):
    columns = Columns(Kind.CONTRIBUTIONS, TARGETS, area="what")

    with pytest.raises(RefusedError, match="shares its plan"):
        prepare_import(OPERATOR, process, columns, file_of(PROPOSALS))


def test_only_planners_import_and_only_while_it_is_open(database, process, elena, ada, file_of):
    columns, path = Columns(Kind.CONTRIBUTIONS, TARGETS), file_of(PROPOSALS)

    assert prepare_import(elena, process, columns, path).state is ImportState.PREPARED
    with pytest.raises(NotAllowedError):
        prepare_import(ada, process, columns, path)
    process.state = ProcessState.CLOSED
    with pytest.raises(NotAllowedError):
        prepare_import(OPERATOR, process, columns, path)


def test_columns_are_kept_for_the_next_file(database, process, elena):
    columns = Columns(Kind.CONTRIBUTIONS, TARGETS, area="where", languages=("ca", "es"))
    keep_profile(elena, process, "city", Columns(Kind.CONTRIBUTIONS, {"title": "x"}))
    keep_profile(elena, process, "city", columns)

    assert find_profile("city", Kind.CONTRIBUTIONS).columns == columns.kept()
    with pytest.raises(RefusedError):
        find_profile("city", Kind.COMMENTS)
    with pytest.raises(RefusedError):
        keep_profile(elena, process, " ", columns)
