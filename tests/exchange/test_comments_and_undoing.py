"""Comments from a file hang where they hung; a whole import goes again, but for what was used."""

import pytest
from sqlalchemy import func, select

from consult.contributions import Contribution, recount, totals_of
from consult.discussion import Comment, State
from consult.exchange.columns import Columns
from consult.exchange.commands import import_numbered, try_import, undo_import
from consult.exchange.models import ImportState, Kind
from consult.exchange.policy import OPERATOR
from consult.exchange.undoing import undo_some
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.voting import support
from tests.exchange.conftest import ABOUT, COMMENTS, PROPOSALS
from tests.makers import a_person


def told(report):
    return (report.created, report.changed, report.unchanged, report.refused)


def comments():
    query = select(Comment).order_by(Comment.id).execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def undo(number):
    with db.transaction():
        undo_import(OPERATOR, import_numbered(number))
    while undo_some(number):
        pass
    db.session.rollback()
    return import_numbered(number)


def test_comments_hang_two_levels_deep_and_deeper_ones_say_so(take_in, port):
    take_in(PROPOSALS)
    backwards = list(reversed(COMMENTS))

    assert told(take_in(backwards, Kind.COMMENTS)) == (3, 0, 0, 0)

    first, second, third = comments()
    assert (first.parent_id, second.parent_id, third.parent_id) == (None, first.id, first.id)
    assert third.evidence.get("raised")
    assert not second.evidence.get("raised")
    assert first.replies == 2
    about = db.session.get_one(Contribution, first.contribution_id)
    assert (about.source_id, about.comments) == ("1", 3)
    assert told(take_in(COMMENTS, Kind.COMMENTS)) == (0, 0, 3, 0)


def test_a_comment_that_says_something_else_by_now_is_reworded(take_in):
    take_in(PROPOSALS)
    take_in(COMMENTS, Kind.COMMENTS)

    report = take_in([*COMMENTS[:2], COMMENTS[2] | {"text": "And two trees"}], Kind.COMMENTS)

    assert told(report) == (0, 1, 2, 0)
    assert "two trees" in comments()[2].body
    assert comments()[2].evidence["raised"]


def test_a_comment_hidden_there_is_hidden_here_and_counted_no_more(take_in):
    take_in(PROPOSALS)
    targets = ABOUT | {"state": "how"}
    take_in([COMMENTS[0] | {"how": ""}], Kind.COMMENTS, targets=targets)
    take_in([COMMENTS[0] | {"how": "hidden"}], Kind.COMMENTS, targets=targets)

    assert comments()[0].state is State.HIDDEN
    assert db.session.get_one(Contribution, comments()[0].contribution_id).comments == 0


BAD = (
    (COMMENTS[1] | {"id": "20", "about": "77"}, "contribution 77, which is not here"),
    (COMMENTS[1] | {"id": "21", "about": ""}, "which contribution"),
    (COMMENTS[1] | {"id": "22", "to": "88"}, "not in the file"),
    (COMMENTS[1] | {"id": "23", "text": "<p> </p>"}, "no text"),
    (COMMENTS[1] | {"id": "24", "about": "2", "to": "10"}, "another contribution"),
)


def test_a_comment_that_hangs_nowhere_is_refused(take_in, port, file_of):
    take_in(PROPOSALS)
    rows = [COMMENTS[0], *(row for row, _reason in BAD)]
    columns = Columns(Kind.COMMENTS, ABOUT)
    tried = try_import(OPERATOR, port, columns, file_of(rows[:-1], "tried.csv"))

    report = take_in(rows, Kind.COMMENTS)

    assert told(report) == (1, 0, 0, len(BAD))
    reasons = {refusal["row"]: refusal["reason"] for refusal in report.refusals}
    for row, (_row, reason) in enumerate(BAD, 3):
        assert reason in reasons[row]
    assert told(tried) == (1, 0, 0, len(BAD) - 1)


def test_an_address_names_the_contribution_too(take_in):
    take_in(PROPOSALS)
    rows = [COMMENTS[0] | {"about": "https://x.example/processes/p/f/1/proposals/2#comments"}]

    assert told(take_in(rows, Kind.COMMENTS)) == (1, 0, 0, 0)


def test_a_whole_import_goes_again_and_comes_again(take_in, imports, port):
    take_in(PROPOSALS)
    said = imports[-1]
    take_in(COMMENTS, Kind.COMMENTS)

    answered = undo(imports[-1])
    assert (answered.state, answered.removed, answered.kept) == (ImportState.UNDONE, 3, 0)
    gone = undo(said)
    assert (gone.state, gone.removed, gone.kept) == (ImportState.UNDONE, 3, 0)
    assert totals_of(port).contributions == totals_of(port).imported == 0
    assert recount(port.id)["contributions"] == 0
    assert undo(said).removed == 3
    assert told(take_in(PROPOSALS)) == (3, 0, 0, 0)


def test_what_others_have_used_stays(take_in, imports, port):
    take_in(PROPOSALS)
    said = imports[-1]
    take_in(COMMENTS, Kind.COMMENTS)
    with db.transaction():
        tram = db.session.scalars(select(Contribution).where(Contribution.source_id == "2")).one()
        support(a_person("Zoe"), tram)

    undone = undo(said)

    assert (undone.removed, undone.kept) == (1, 2)
    left = db.session.scalars(select(Contribution.source_id).order_by(Contribution.source_id))
    assert left.all() == ["1", "2"]
    assert db.session.scalar(select(func.count(Comment.id))) == 3
    assert totals_of(port).contributions == 2


def test_an_import_that_is_not_there_or_not_yet_begun_is_not_undone(take_in, imports, port):
    take_in(PROPOSALS)
    for number in (0, 99, 2**40):
        with pytest.raises(NotFoundError):
            import_numbered(number)
    made = import_numbered(imports[-1])
    with db.transaction():
        held = import_numbered(made.id)
        with pytest.raises(NotAllowedError):
            undo_import(a_person("Nobody's staff"), held)
        held.state = ImportState.PREPARED
        db.session.flush()
        with pytest.raises(NotAllowedError):
            undo_import(OPERATOR, held)
    assert undo_some(made.id) is False
