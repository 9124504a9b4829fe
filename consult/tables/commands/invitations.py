"""Inviting to a session by letter, and taking the answer in from whoever holds the letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from consult.accounts import Person, valid_address
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.kernel.text import TITLE_LIMIT, clean_line
from consult.tables.jobs import ask_to_come
from consult.tables.models import Invitation, Session
from consult.tables.policy import can_answer, can_invite
from consult.tables.queries import get_session, invitations_to, lock_session
from consult.tables.tokens import hash_of, token_for

MOST_INVITED = 300
MOST_ASKED = 3
BETWEEN_LETTERS = timedelta(hours=20)


class TooManyInvitedError(RefusedError):
    """A session asks so many people by letter, and no more."""


@dataclass(frozen=True, slots=True)
class InviteeDraft:
    """Someone to be asked: where to write, how they are called, and their place if any."""

    email: str
    called: str = ""
    member_id: int | None = None


def invite(person: Person, session: Session, drafts: Sequence[InviteeDraft]) -> int:
    """Ask people to a session by letter, each address once; return how many are new.

    Raises `NotAllowedError` once it has passed, `TooManyInvitedError`, and `RefusedError` beside
    an address that is none.
    """
    lock_session(session)
    require(can_invite(person, session, now()))
    held = {one.email.casefold() for one in invitations_to(session)}
    fresh: dict[str, Invitation] = {}
    for draft in drafts:
        email = valid_address(draft.email)
        if email.casefold() not in held:
            fresh.setdefault(
                email.casefold(),
                Invitation(
                    session_id=session.id,
                    member_id=draft.member_id,
                    email=email,
                    called=clean_line(draft.called)[:TITLE_LIMIT],
                    token_hash=hash_of(token_for(session.id, email)),
                    sent_at=now(),
                    asked=1,
                    written=0,
                ),
            )
    if len(held) + len(fresh) > MOST_INVITED:
        raise TooManyInvitedError(
            ngettext(
                "A session invites %(num)s person at most.",
                "A session invites %(num)s people at most.",
                MOST_INVITED,
            ),
            field="others",
        )
    db.session.add_all(fresh.values())
    db.session.flush()
    for invitation in fresh.values():
        ask_to_come.later(invitation_id=invitation.id, number=1)
    note_act(person, "session.invited", session, people=len(fresh))
    return len(fresh)


def remind(person: Person, session: Session) -> int:
    """Write again to who has not answered, a day later at least and three times in all.

    Returns to how many. Raises `NotAllowedError` once the session has passed.
    """
    lock_session(session)
    require(can_invite(person, session, now()))
    silent = [one for one in invitations_to(session) if may_ask_again(one)]
    for invitation in silent:
        invitation.asked += 1
        invitation.sent_at = now()
        ask_to_come.later(invitation_id=invitation.id, number=invitation.asked)
    db.session.flush()
    note_act(person, "session.reminded", session, people=len(silent))
    return len(silent)


def may_ask_again(invitation: Invitation) -> bool:
    """Whether a letter may go out again to someone."""
    return (
        invitation.comes is None
        and invitation.asked < MOST_ASKED
        and invitation.sent_at <= now() - BETWEEN_LETTERS
    )


def answer_invitation(token: str, *, comes: bool) -> Invitation:
    """Take in whether someone comes, from whoever holds their letter; one may change one's mind.

    Raises `NotFoundError` for a token that is none, and `NotAllowedError` once it is over.
    """
    invitation = invitation_with(token)
    db.lock_row(invitation)
    require(can_answer(get_session(invitation.session_id), now()))
    invitation.comes, invitation.answered_at = comes, now()
    db.session.flush()
    return invitation


def invitation_with(token: str) -> Invitation:
    """Return the invitation of a letter's token. Raises `NotFoundError`."""
    found = db.session.scalar(select(Invitation).where(Invitation.token_hash == hash_of(token)))
    if found is None:
        raise NotFoundError(_("This address does not work. Copy it whole from the letter."))
    return found
