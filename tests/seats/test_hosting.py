"""What whoever runs a session does with its seats: letting in, correcting, the code, groups."""

import pytest

from consult.contributions import Voice
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.seats import (
    Seat,
    SeatDraft,
    SeatedAlreadyError,
    SeatState,
    WrongSeatError,
    admit,
    admit_all,
    attach_account,
    change_code,
    come_back,
    group_of,
    groups_in,
    leave,
    make_groups,
    members_of,
    move_seat,
    present_in,
    refuse,
    rename,
    session_of_code,
    set_approval,
    set_topic,
    show_left,
    take_seat,
    write_down,
)
from consult.seats.commands import find_pass, hash_of, make_pass, use_pass
from consult.seats.commands.grouping import place_late
from consult.seats.queries import find_group, find_seat, seat_by_token
from consult.tables import SessionState, get_session
from consult.wall import Card
from tests.makers import a_municipality, a_person, kept
from tests.makers.seats import a_key, a_seat
from tests.makers.tables import a_block, a_session


def test_whoever_waits_is_let_in_or_kept_out(session, bruno):
    ada, leo, gina = (a_seat(session, name, state=SeatState.WAITING) for name in "ALG")
    refuse(bruno, session, ada)
    refuse(bruno, session, ada)
    admit(bruno, session, leo)
    assert admit_all(bruno, session) == 1

    assert [one.state for one in (ada, leo, gina)] == [
        SeatState.REFUSED,
        SeatState.PRESENT,
        SeatState.PRESENT,
    ]
    assert admit_all(bruno, session) == 0
    with pytest.raises(RefusedError, match="Only who waits"):
        refuse(bruno, session, leo)


def test_who_has_gone_comes_back_with_all_they_wrote(session, bruno):
    seat = a_seat(session)
    come_back(session, seat)
    show_left(bruno, session, seat)
    show_left(bruno, session, seat)
    assert not seat.takes_part
    come_back(session, seat)
    assert seat.takes_part

    show_left(bruno, session, seat)
    admit(bruno, session, seat)
    admit(bruno, session, seat)
    assert present_in(session) == [seat]
    with pytest.raises(RefusedError, match="Only who is present"):
        show_left(bruno, session, a_seat(session, state=SeatState.WAITING))


def test_a_seat_is_called_otherwise_and_so_is_its_voice(session, bruno):
    seat = a_seat(session, "Gna Nri")
    rename(bruno, session, seat, "  Gina   Neri ")
    rename(bruno, session, seat, "Gina Neri")

    assert seat.name == "Gina Neri"
    assert db.session.get_one(Voice, seat.voice_id).called == "Gina Neri"
    for name in ("", "\u200b", "N" * 101):
        with pytest.raises(WrongSeatError):
            rename(bruno, session, seat, name)


def test_a_new_code_stops_the_old_one_and_seats_stay(session, bruno):
    token = a_key(a_seat(session))
    code = change_code(bruno, session)

    assert code != "ABCDEF"
    assert session_of_code("abc def") == session_of_code(code) == session
    assert seat_by_token(session, hash_of(token)) is not None
    for unknown in ("ZZZZZZ", "ABC"):
        with pytest.raises(NotFoundError):
            session_of_code(unknown)


def test_people_are_let_in_one_by_one_from_then_on(session, bruno):
    set_approval(bruno, session, asks=True)
    set_approval(bruno, session, asks=True)
    seat, _token = take_seat(session, SeatDraft("Gina Neri", consents=True))
    assert seat.state is SeatState.WAITING

    set_approval(bruno, session, asks=False)
    seat, _token = take_seat(session, SeatDraft("Leo Neri", consents=True))
    assert seat.state is SeatState.PRESENT


@pytest.mark.parametrize("who", ["ada", "carla"])
def test_nobody_else_touches_the_seats(session, request, who):
    person, seat = request.getfixturevalue(who), a_seat(session)
    deeds = (
        lambda: admit(person, session, seat),
        lambda: admit_all(person, session),
        lambda: refuse(person, session, seat),
        lambda: show_left(person, session, seat),
        lambda: rename(person, session, seat, "X"),
        lambda: set_approval(person, session, asks=True),
        lambda: change_code(person, session),
        lambda: make_groups(person, session, None, 2),
        lambda: move_seat(person, session, seat, None),
        lambda: set_topic(person, session, None, "X"),
    )
    for deed in deeds:
        with pytest.raises(NotAllowedError):
            deed()


def test_a_closed_session_stays_as_it_was(session, bruno):
    session.state = SessionState.CLOSED
    with pytest.raises(NotAllowedError, match="closed"):
        rename(bruno, session, a_seat(session), "X")


def test_a_link_gives_a_second_device_the_same_seat_once(session):
    seat = a_seat(session)
    make_pass(seat, "first")
    make_pass(seat, "second")
    with pytest.raises(NotFoundError):
        use_pass(session, "first")
    with pytest.raises(NotFoundError):
        use_pass(session, "x" * 100)
    with pytest.raises(NotFoundError):
        find_pass(a_session(session.table), "second")

    found, key = use_pass(session, "second")
    assert found == seat == seat_by_token(session, hash_of(key))
    with pytest.raises(NotFoundError):
        use_pass(session, "second")


def test_whoever_leaves_closes_the_seat_on_every_device(session):
    seat = a_seat(session)
    tokens = [a_key(seat), a_key(seat)]
    make_pass(seat, "link")
    leave(session, seat)

    assert seat.state is SeatState.LEFT
    assert [seat_by_token(session, hash_of(token)) for token in tokens] == [None, None]
    with pytest.raises(NotFoundError):
        use_pass(session, "link")
    with pytest.raises(RefusedError):
        make_pass(seat, "another")


def test_a_refused_seat_stays_refused_when_its_owner_leaves(session):
    seat = a_seat(session, state=SeatState.REFUSED)
    leave(session, seat)

    assert seat.state is SeatState.REFUSED


def test_an_account_is_attached_once_and_to_one_seat(session, ada, bea):
    seat, other = a_seat(session), a_seat(session, "Ada Again")
    attach_account(ada, session, seat)
    attach_account(ada, session, seat)

    assert seat.person_id == ada.id
    with pytest.raises(SeatedAlreadyError):
        attach_account(ada, session, other)
    with pytest.raises(NotAllowedError, match="Another account"):
        attach_account(bea, session, seat)
    with pytest.raises(NotAllowedError, match="not let in"):
        attach_account(bea, session, a_seat(session, state=SeatState.REFUSED))
    with pytest.raises(NotAllowedError, match="Sign in"):
        attach_account(None, session, other)
    with pytest.raises(NotAllowedError, match="suspended"):
        attach_account(a_person("Ivo", suspended_at=now()), session, other)
    session.state = SessionState.CLOSED
    with pytest.raises(NotAllowedError, match="closed"):
        attach_account(bea, session, other)


def test_groups_mix_municipalities_and_are_dealt_anew(session, bruno):
    block = a_block(session)
    for number in range(8):
        a_seat(session, f"N {number}", place=a_municipality(number % 2))
    a_seat(session, "Waiting", state=SeatState.WAITING)
    groups = make_groups(bruno, session, block, 3)
    assert sorted(len(seats) for seats in members_of(groups).values()) == [2, 3, 3]

    groups = make_groups(bruno, session, block, 2)
    assert groups_in(session, block) == groups
    for seats in members_of(groups).values():
        assert sorted(seat.municipality_id for seat in seats) == sorted(
            [a_municipality(0).id, a_municipality(1).id] * 2
        )
    for number in (0, 51):
        with pytest.raises(RefusedError, match="from one group"):
            make_groups(bruno, session, block, number)


def test_a_group_in_which_cards_were_written_stays_when_fewer_are_dealt(session, bruno):
    block, seat = a_block(session), a_seat(session)
    groups = make_groups(bruno, session, block, 3)
    card = Card(session_id=session.id, block_id=block.id, seat_id=seat.id, source="A card")
    card.group_id, card.written_at = groups[2].id, now()
    kept(card)
    make_groups(bruno, session, block, 1)

    assert [group.number for group in groups_in(session, block)] == [1, 3]
    assert group_of(seat, block).number == 1


def test_who_comes_late_joins_the_smallest_group_of_what_is_to_come(session, bruno):
    over, block = a_block(session), a_block(session)
    a_seat(session)
    for one in (over, block):
        make_groups(bruno, session, one, 2)
    over.ended_at = session.opened_at
    db.session.flush()
    late = write_down(bruno, session, SeatDraft("Late"))
    waiting = a_seat(session, state=SeatState.WAITING)
    admit(bruno, session, waiting)

    assert group_of(late, block).number == 2
    assert group_of(waiting, block).number == 1
    assert group_of(late, over) is None


def test_a_seat_is_moved_by_hand_and_a_group_has_a_topic(session, bruno):
    seat, absent = a_seat(session), a_seat(session, state=SeatState.LEFT)
    first, second = make_groups(bruno, session, None, 2)
    move_seat(bruno, session, seat, second)
    move_seat(bruno, session, seat, second)
    move_seat(bruno, session, absent, first)
    set_topic(bruno, session, second, " The  canal ")

    assert members_of([first, second]) == {first.id: [absent], second.id: [seat]}
    assert second.topic == "The canal"
    assert group_of(seat, a_block(session)) == second
    with pytest.raises(RefusedError):
        set_topic(bruno, session, second, "x" * 151)
    other = a_seat(a_session(session.table))
    with pytest.raises(NotFoundError):
        move_seat(bruno, session, other, second)


def test_seats_and_groups_are_found_in_their_own_session_only(session, bruno):
    seat, group = a_seat(session), make_groups(bruno, session, None, 1)[0]
    elsewhere = get_session(a_session(session.table).id)

    assert (find_seat(session, seat.number), find_group(session, group.id)) == (seat, group)
    with pytest.raises(NotFoundError):
        find_seat(elsewhere, 99)
    with pytest.raises(NotFoundError):
        find_group(elsewhere, group.id)
    assert db.session.get_one(Seat, seat.id).for_whom == ""


def test_who_has_a_place_keeps_it_when_they_come_again(session, bruno):
    seat = a_seat(session)
    [group, _other] = make_groups(bruno, session, None, 2)
    move_seat(bruno, session, seat, group)
    place_late(session, seat)

    assert members_of([group]) == {group.id: [seat]}


def test_a_code_that_was_used_is_drawn_again(session, bruno, monkeypatch):
    drawn = iter(session.join_code + "ZYXWVT")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(drawn))

    assert change_code(bruno, session) == "ZYXWVT"
