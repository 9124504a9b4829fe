"""Sessions that have ended, for the pages of what remains of them to be seen in every state."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from consult.accounts import Person
from consult.commitments import Commitment, CommitmentDraft, CommitmentState, promise
from consult.commitments.commands import settle, take_back
from consult.kernel.clock import now
from consult.minutes import pass_on_cards
from consult.minutes.drafting import answer_correction, correct, draft_minutes, send_minutes
from consult.minutes.models import Minutes, MinutesState
from consult.minutes.reading import hash_of, seals_of
from consult.processes import Process
from consult.seats import SeatKey, leave_address
from consult.tables import Session
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat
from tests.minutes.makers import a_card, a_pile, an_ended_session

OPEN, SENT, CLOSED = "axe-open", "axe-sent", "axe-closed"
"""Tables whose session has just ended, whose minutes are out, and whose minutes are frozen."""
MEETINGS = {OPEN: 900_001, SENT: 900_002, CLOSED: 900_003}
JOIN = {OPEN: "ENDEDA", SENT: "ENDEDB", CLOSED: "ENDEDC"}
PROMISE = 900_001
TOKEN = "a-place-in-a-room"
"""What the browser of somebody holds who sat in each of them."""


def add_endings(process: Process, people: dict[str, Person]) -> None:
    """Let three sessions end, and come so far."""
    staff = people["administrator"]
    for code in (OPEN, SENT, CLOSED):
        meeting = {"id": MEETINGS[code], "join_code": JOIN[code]}
        session = an_ended_session(process, staff, code=code, meeting=meeting)
        _fill(session, staff, PROMISE if code == OPEN else None)
        if code == OPEN:
            continue
        pass_on_cards(staff, session)
        minutes = draft_minutes(staff, session)
        send_minutes(staff, session, minutes, now() + timedelta(days=7))
        seat = a_seat(session, "Gina Neri")
        leave_address(session, seat, "gina@example.org")
        asked = [correct(seat, minutes, words) for words in ("Era martedì.", "Eravamo in dodici.")]
        answer_correction(staff, session, minutes, asked[0], (False, "Era lunedì."))
        if code == CLOSED:
            _freeze(session, minutes)


def _fill(session: Session, staff: Person, promise_id: int | None) -> None:
    pile, other = a_pile(session), a_pile(session, "Alberi in piazza", 1)
    for number in range(12):
        seat = a_seat(session, f"N{number}", place=a_municipality(number % 3))
        a_card(seat, f"Un autobus dopo le {number + 10}", pile=(pile, other, None)[number % 3])
    token = sha256(f"{TOKEN}-{session.id}".encode()).hexdigest()
    kept(SeatKey(seat_id=seat.id, token_hash=token, given_at=now()))
    told = [
        promise(staff, session, CommitmentDraft(f"Ente {number}", "Prova per un mese."))
        for number in range(3)
    ]
    settle(staff, session, told[1], CommitmentState.KEPT, "Fatto a maggio.")
    take_back(staff, session, told[2])
    if promise_id:
        kept(
            Commitment(
                id=promise_id,
                session_id=session.id,
                who="Parco del Ticino",
                what="Apre il sentiero.",
                email="parco@example.org",
                written_at=now(),
            )
        )


def _freeze(session: Session, minutes: Minutes) -> None:
    """Approve minutes though their days are not over."""
    minutes.state, minutes.approved_at = MinutesState.APPROVED, now()
    minutes.facts = {"cards": seals_of(minutes, session)}
    minutes.hash = hash_of(minutes, session)
