"""Taking a seat: by the code, twice, by a facilitator's hand, by many at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from consult.contributions import VoiceKind
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.processes import State
from consult.seats import (
    ConsentMissingError,
    Seat,
    SeatDraft,
    SeatKind,
    SeatState,
    WrongSeatError,
    seats_in,
    take_seat,
    write_down,
)
from consult.seats.commands import hash_of
from consult.seats.policy import MOST_SEATS, can_join
from consult.seats.queries import seat_by_token
from consult.tables import SessionState, get_session
from tests.makers import a_municipality
from tests.makers.tables import a_session, open_session

GINA = SeatDraft(name="Gina Neri", consents=True)


def test_whoever_joins_has_a_seat_with_a_voice_of_its_own(session):
    first, _token = take_seat(session, GINA)
    second, _token = take_seat(session, SeatDraft(name="Leo Bianchi", consents=True))

    assert (first.number, second.number) == (1, 2)
    assert first.state is SeatState.PRESENT
    assert first.voice.kind is VoiceKind.SEAT
    assert first.voice.name == "Gina Neri"
    assert first.voice_id != second.voice_id
    assert first.consented_at is not None
    assert first.consent_version


def test_the_same_form_sent_twice_gives_one_seat(session):
    first, token = take_seat(session, GINA, "the token of one form")
    again, same = take_seat(session, SeatDraft(name="Gina R. Neri", consents=True), token)

    assert (again.id, same) == (first.id, token)
    assert [seat.name for seat in seats_in(session)] == ["Gina Neri"]


def test_a_token_opens_its_own_seat_in_its_own_session_and_nothing_else(session):
    (seat, token), (other, _token) = (
        take_seat(session, SeatDraft(f"{name} Neri", consents=True)) for name in ("Gina", "Leo")
    )
    elsewhere = open_session(a_session(session.table))

    assert seat_by_token(session, hash_of(token)) == seat != other
    assert seat_by_token(elsewhere, hash_of(token)) is None
    for forged in (token[:-1], token.swapcase(), hash_of(token), str(seat.id)):
        assert seat_by_token(session, hash_of(forged)) is None


def test_where_a_facilitator_lets_people_in_one_waits(session):
    session.asks_approval = True
    db.session.flush()

    assert take_seat(session, GINA)[0].state is SeatState.WAITING


def test_one_sits_for_a_body_or_a_municipality(session):
    place = a_municipality(1)
    seat, _token = take_seat(
        session,
        SeatDraft("Leo Bianchi", SeatKind.BODY, "Friends of the river", place.name.upper(), True),
    )

    assert (seat.body, seat.municipality) == ("Friends of the river", place)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (SeatDraft("", consents=True), "name"),
        (SeatDraft("\u200b \u2060", consents=True), "name"),
        (SeatDraft("Gina", consents=True), "name"),
        (SeatDraft("Gina 🙂", consents=True), "name"),
        (SeatDraft("Gina " + "N" * 200, consents=True), "name"),
        (SeatDraft("Gina Neri", SeatKind.BODY, " ", consents=True), "body"),
        (SeatDraft("Gina Neri", SeatKind.BODY, "x" * 101, consents=True), "body"),
        (SeatDraft("Gina Neri", SeatKind.MUNICIPALITY, consents=True), "place"),
        (SeatDraft("Gina Neri", place="Atlantis", consents=True), "place"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(session, draft, field):
    with pytest.raises(WrongSeatError) as refusal:
        take_seat(session, draft)

    assert refusal.value.field == field
    assert not seats_in(session)


@pytest.mark.parametrize("name", ["🌻🌻", "غادة", "X"])
def test_a_nickname_is_enough_where_nicknames_are_taken(session, name):
    session.takes_nicknames = True
    db.session.flush()

    assert take_seat(session, SeatDraft(name, consents=True))[0].name == name


def test_nobody_sits_down_before_they_agree(session):
    with pytest.raises(ConsentMissingError) as refusal:
        take_seat(session, SeatDraft("Gina Neri"))

    assert refusal.value.field == "consents"


@pytest.mark.parametrize(
    ("state", "reason"),
    [(SessionState.PREPARED, "not open yet"), (SessionState.ENDED, "is over")],
)
def test_seats_are_taken_only_while_the_session_takes_people(session, state, reason):
    session.state = state
    db.session.flush()

    with pytest.raises(NotAllowedError, match=reason):
        take_seat(session, GINA)


def test_a_session_can_be_full(session):
    assert can_join(session, MOST_SEATS - 1)
    assert "full" in str(can_join(session, MOST_SEATS).reason)


def test_a_facilitator_writes_a_seat_down_for_someone_in_the_room(session, bruno):
    seat = write_down(bruno, session, SeatDraft("Nonna"))

    assert (seat.state, seat.entered_by_id, seat.consented_at) == (
        SeatState.PRESENT,
        bruno.id,
        None,
    )


def test_nobody_else_writes_seats_down(session, ada):
    with pytest.raises(NotAllowedError, match="Only who"):
        write_down(ada, session, SeatDraft("Nonna"))


def test_paper_comes_in_late_but_not_after_the_closing(session, bruno):
    session.state = SessionState.ENDED
    db.session.flush()
    write_down(bruno, session, SeatDraft("Nonna"))
    session.state = SessionState.CLOSED
    db.session.flush()

    with pytest.raises(NotAllowedError, match="until it is closed"):
        write_down(bruno, session, SeatDraft("Nonno"))


def test_sixteen_who_join_at_once_each_get_a_number_of_their_own(session):
    number_of_session = session.id
    db.end_write(keep=True)
    db.forget()

    together = Barrier(16)

    def join(who):
        together.wait()
        with db.transaction():
            draft = SeatDraft(f"Person {who} Neri", consents=True)
            take_seat(get_session(number_of_session), draft)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(join, range(16)))

    numbers = db.session.scalars(select(Seat.number).order_by(Seat.number)).all()
    assert numbers == list(range(1, 17))


def test_a_session_of_a_draft_takes_nobody(session):
    session.table.process.state = State.DRAFT

    assert "being prepared" in str(can_join(session, 0).reason)
