"""Preparing a session: from a method, for a moment to come, with an agenda that can be followed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.processes import Role
from consult.tables import (
    BlockDraft,
    BlockKind,
    SessionDraft,
    add_block,
    cancel_session,
    change_block,
    change_session,
    find_session,
    method_named,
    methods,
    move_block,
    prepare_session,
    remove_block,
    save_method,
    saved_methods_of,
    session_by_join_code,
)
from tests.makers import a_person, on_staff
from tests.makers.tables import a_session, a_table, a_zone, at_block, open_session

WRITING = BlockDraft(BlockKind.SILENT_WRITE, "Writing", 6, hidden_until_reveal=True)


def a_draft(**others):
    given = {
        "title": "What the north needs",
        "question": "What is missing?",
        "starts_at": now() + timedelta(days=7),
        "language": "en",
    }
    return SessionDraft(**(given | others))


@pytest.fixture
def table(process):
    return a_table(process)


def kinds(session):
    return [block.kind.value for block in session.blocks]


def test_a_session_is_prepared_from_a_method(bruno, table):
    session = prepare_session(bruno, table, a_draft(), method_named("tavolo-120"))

    assert (session.number, session.planned_minutes, session.per_group) == (1, 120, 8)
    assert [block.position for block in session.blocks] == list(range(10))
    writing = session.blocks[2]
    assert writing.hidden_until_reveal
    assert (writing.cards_each, writing.card_length) == (3, 200)
    vote = session.blocks[6]
    assert (vote.dots_each, vote.dots_per_card) == (5, 2)
    assert prepare_session(bruno, table, a_draft(), None).number == 2


@pytest.mark.milan  # a session speaks a language of its plan
@pytest.mark.parametrize("method", methods(), ids=lambda method: method.code)
def test_each_method_of_the_house_can_be_prepared_in_italian(bruno, table, method):
    session = prepare_session(bruno, table, a_draft(language="it"), method)

    assert session.blocks
    assert [block.title for block in session.blocks] == [one.title["it"] for one in method.agenda]
    assert session.planned_minutes == method.minutes


def test_a_code_leads_to_its_session_however_it_is_typed(bruno, table):
    session = prepare_session(bruno, table, a_draft(), None)
    code = session.join_code

    assert code.isalpha()
    assert session_by_join_code(f" {code[:3].lower()}-{code[3:]} ") is session
    assert session_by_join_code(code[:5]) is None
    assert session_by_join_code("ABC12\u0130") is None
    cancel_session(bruno, session, "No room")
    assert session_by_join_code(code) is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", " \u202e "),
        ("title", "x" * 151),
        ("question", ""),
        ("place", "x" * 301),
        ("video_url", "javascript:alert(1)"),
        ("video_url", "https://name:secret@meet.example.org"),
        ("video_url", "http://[broken"),
        ("video_url", "https://meet.example.org/a b"),
        ("language", "fr"),
        ("planned_minutes", 0),
        ("per_group", 1),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(bruno, table, field, wrong):
    with pytest.raises(RefusedError) as refused:
        prepare_session(bruno, table, a_draft(**{field: wrong}), None)

    assert refused.value.field == field


def test_a_session_starts_in_a_moment_to_come(bruno, table):
    with pytest.raises(RefusedError, match="has passed"):
        prepare_session(bruno, table, a_draft(starts_at=now() - timedelta(minutes=1)), None)


def test_names_in_any_script_are_kept(bruno, table):
    title = "ورشة \U0001f6b2 " + "x" * 100
    session = prepare_session(bruno, table, a_draft(title=title), None)

    assert session.title == title


def test_a_facilitator_works_in_their_zone_and_at_their_tables(process, table):
    here = on_staff(a_person("Gino"), process, Role.FACILITATOR, a_zone(0))
    elsewhere = on_staff(a_person("Hugo"), process, Role.FACILITATOR, a_zone(1))

    assert prepare_session(here, table, a_draft(), None)
    with pytest.raises(NotAllowedError, match="facilitates this table"):
        prepare_session(elsewhere, table, a_draft(), None)


def test_a_table_that_has_ended_has_no_new_sessions(bruno, process):
    with pytest.raises(NotAllowedError, match="has ended"):
        prepare_session(bruno, a_table(process, ended_at=now()), a_draft(), None)


def test_the_second_of_two_who_change_a_session_loses_nothing(bruno, table):
    session = prepare_session(bruno, table, a_draft(), None)
    change_session(bruno, session, a_draft(title="Trains"), version=1)

    with pytest.raises(ConflictError):
        change_session(bruno, session, a_draft(title="Buses"), version=1)
    assert (session.title, session.version) == ("Trains", 2)


def test_the_day_stays_once_people_join_and_all_stays_once_it_is_over(bruno, table):
    session = open_session(a_session(table))
    told = a_draft(starts_at=session.starts_at, planned_minutes=120)
    change_session(bruno, session, replace(told, title="Trains"))

    assert session.title == "Trains"
    with pytest.raises(NotAllowedError, match="its day stays"):
        change_session(bruno, session, replace(told, place="Town hall"))
    with pytest.raises(NotAllowedError, match="its day stays"):
        cancel_session(bruno, session, "Snow")
    session.start(now())
    session.end(now(), now())
    db.session.flush()
    with pytest.raises(NotAllowedError, match="is over"):
        change_session(bruno, session, told)


def test_a_session_is_called_off_for_a_reason_and_cannot_open_again(bruno, table):
    session = a_session(table)
    with pytest.raises(RefusedError, match="Write why"):
        cancel_session(bruno, session, " ")
    cancel_session(bruno, session, "Snow")

    with pytest.raises(RefusedError):
        session.open(now())
    with pytest.raises(NotAllowedError, match="called off"):
        add_block(bruno, session, WRITING)


def test_an_agenda_without_blocks_cannot_open(bruno, table):
    with pytest.raises(RefusedError, match="without blocks"):
        open_session(prepare_session(bruno, table, a_draft(), None))


def test_blocks_are_added_moved_and_removed_in_their_order(bruno, table):
    session = a_session(table, method="metaplan")
    first, second, *_rest = session.blocks
    move_block(bruno, first, up=True)
    move_block(bruno, first, up=False)
    added = add_block(bruno, session, WRITING, after=second)
    remove_block(bruno, session.blocks[-1])

    db.session.flush()
    db.session.expire_all()
    told = find_session(table.process, table.code, session.number)
    assert kinds(told) == ["silent_write", "silent_write", "brief", "cluster", "vote"]
    assert told.blocks[1].id == added.id


def test_what_has_begun_stays_as_it_is(bruno, table):
    session = a_session(table, method="metaplan")
    writing = at_block(session, session.blocks[1])

    for loosen in (
        lambda: change_block(bruno, writing, replace(WRITING, hidden_until_reveal=False)),
        lambda: move_block(bruno, writing, up=False),
        lambda: remove_block(bruno, writing),
    ):
        with pytest.raises(NotAllowedError, match="has begun"):
            loosen()
    assert writing.hidden_until_reveal
    added = add_block(bruno, session, WRITING, after=session.blocks[0])
    move_block(bruno, added, up=True)
    assert session.blocks.index(added) == 2


def test_a_block_changes_until_it_begins(bruno, table):
    session = a_session(table, method="metaplan")
    vote = session.blocks[3]
    change_block(bruno, vote, BlockDraft(BlockKind.VOTE, "Dots", 9, dots_each=3), version=1)

    assert (vote.title, vote.minutes, vote.dots_each, vote.dots_per_card) == ("Dots", 9, 3, None)
    with pytest.raises(ConflictError):
        change_block(bruno, vote, WRITING, version=1)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", ""),
        ("minutes", 0),
        ("minutes", 10_000),
        ("prompt", "x" * 501),
        ("cards_each", 0),
        ("card_length", 100_000),
        ("dots_per_card", 6),
    ],
)
def test_rules_that_nobody_could_follow_are_refused(bruno, table, field, wrong):
    draft = replace(WRITING, dots_each=5)

    with pytest.raises(RefusedError) as refused:
        add_block(bruno, a_session(table, method=None), replace(draft, **{field: wrong}))
    assert refused.value.field == field


def test_an_agenda_has_an_end(bruno, table):
    session = a_session(table, method=None)
    for _n in range(40):
        add_block(bruno, session, WRITING)

    with pytest.raises(RefusedError, match="40 blocks at most"):
        add_block(bruno, session, WRITING)


def test_a_team_keeps_its_own_method(bruno, table, process):
    session = a_session(table, method="metaplan")
    remove_block(bruno, session.blocks[0])
    save_method(bruno, session, "Ours")
    save_method(bruno, session, " Ours ")
    (saved,) = saved_methods_of(process)

    copied = prepare_session(bruno, table, a_draft(), saved)
    assert (copied.method, copied.planned_minutes) == ("Ours", 55)
    assert copied.blocks[0].settings == {"kinds": ["problem", "proposal", "question"]}
    with pytest.raises(RefusedError, match="name"):
        save_method(bruno, session, "")
    with pytest.raises(RefusedError, match="no blocks"):
        save_method(bruno, a_session(table, method=None), "Empty")
