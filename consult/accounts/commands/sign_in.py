"""Asking for a code, signing in with it, and signing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from consult.accounts.addresses import valid_address
from consult.accounts.codes import is_code, new_challenge
from consult.accounts.commands.meeting import meet
from consult.accounts.jobs import mail_code
from consult.accounts.models import (
    CODE_LIVES,
    SEEN_EVERY,
    SIGN_IN_LIVES,
    WRONG_CODES,
    Person,
    SignIn,
    SignInCode,
    email_key,
)
from consult.accounts.paths import local_path
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import DEFAULT_LANGUAGE, LANGUAGES, _, ngettext

# Generous for a room of 40 phones behind one address, mean to who fills one person's mailbox.
CODES_BY_MAILBOX, MAILBOX_TIME = 6, timedelta(minutes=30)
CODES_BY_NETWORK, TRIES_BY_NETWORK, NETWORK_TIME = 80, 160, timedelta(minutes=10)


class CodeEndedError(NotFoundError):
    """No code opens here any more: unknown, used, too old, or tried too often."""


class WrongCodeError(RefusedError):
    """These are not the digits that were sent."""


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser at the door: the token hash it came with, the one it leaves with, its words."""

    arrived_hash: str
    token_hash: str
    name: str
    system: str


def ask_for_code(typed: str, *, language: str, next_path: str, network: str) -> SignInCode:
    """Send a code to an address, whether or not anybody is known there.

    Nobody is looked up, so the answer and its time are the same. Raises `RefusedError` for what
    is no address, and `TooManyError` when a mailbox or a network has asked too often.
    """
    address = valid_address(typed)
    limits.allow("sign_in.ask_from_network", network, burst=CODES_BY_NETWORK, per=NETWORK_TIME)
    limits.allow(
        "sign_in.ask_for_mailbox", email_key(address), burst=CODES_BY_MAILBOX, per=MAILBOX_TIME
    )
    at = now()
    code = SignInCode(
        challenge=new_challenge(),
        email=address,
        language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
        next_path=local_path(next_path),
        created_at=at,
        expires_at=at + CODE_LIVES,
    )
    db.session.add(code)
    db.session.flush()
    mail_code.later(challenge=code.challenge)
    return code


def check_code(challenge: str, typed: str, *, visit_hash: str, network: str) -> SignInCode:
    """Return the code that the digits open, its row held until it is used.

    Raises `WrongCodeError` beside the field `code`, `CodeEndedError` when nothing opens any more
    (the seventh try is one too many, right or wrong), and `TooManyError` by network.
    """
    limits.allow("sign_in.try_from_network", network, burst=TRIES_BY_NETWORK, per=NETWORK_TIME)
    code = db.session.scalar(
        select(SignInCode)
        .where(SignInCode.challenge == challenge)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if code is None or not code.usable(now(), visit_hash):
        raise CodeEndedError(_("This code no longer works: ask for a new one."))
    _check_digits(code, typed)
    return code


def _check_digits(code: SignInCode, typed: str) -> None:
    """Count a try, whatever comes of it, then compare: tries at the same time count each.

    Who was let in by the code a moment ago knows it, and is not counted again.
    """
    tries = 0
    if code.consumed_at is None:
        tries = limits.count_attempt("sign_in.code", code.challenge)
    if tries > WRONG_CODES:
        raise CodeEndedError(_("Too many wrong codes were tried: ask for a new one."))
    if is_code(typed, code.challenge, email_key(code.email)):
        return
    left = WRONG_CODES - tries
    if left <= 0:
        limits.security_act("sign_in.code_ended", challenge=code.challenge)
        raise CodeEndedError(_("Too many wrong codes were tried: ask for a new one."))
    raise WrongCodeError(
        ngettext(
            "This is not the code we sent. You can try %(num)s more time.",
            "This is not the code we sent. You can try %(num)s more times.",
            left,
        ),
        field="code",
    )


def sign_in_with_code(code: SignInCode, browser: Browser) -> SignIn:
    """Sign in who reads mail at a code's address; a person is made at their first sign-in.

    A double click uses the code twice: the second sign-in takes the place of the first.
    """
    if code.sign_in_id is not None:
        _end(SignIn.id == code.sign_in_id, now())
    opened = sign_in(meet(code.email, code.language), browser)
    if code.consumed_at is None:
        code.consumed_at, code.consumed_by = now(), browser.arrived_hash
    code.sign_in_id = opened.id
    db.session.flush()
    return opened


def sign_in(person: Person, browser: Browser) -> SignIn:
    """Sign a person in at a browser, ending whatever that browser was signed in as before."""
    at = now()
    _end(SignIn.token_hash == browser.arrived_hash, at)
    opened = SignIn(
        token_hash=browser.token_hash,
        person=person,
        browser=browser.name,
        system=browser.system,
        created_at=at,
        last_seen_at=at,
        expires_at=at + SIGN_IN_LIVES,
    )
    db.session.add(opened)
    db.session.flush()
    return opened


def _end(which: ColumnElement[bool], at: datetime) -> None:
    db.session.execute(
        update(SignIn)
        .where(which, SignIn.revoked_at.is_(None))
        .values(revoked_at=at)
        .execution_options(synchronize_session="fetch")
    )


def note_seen(opened: SignIn, at: datetime) -> None:
    """Remember when a browser was last used, in a short transaction of its own, now and then."""
    if at - opened.last_seen_at < SEEN_EVERY:
        return
    with db.transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == opened.id).values(last_seen_at=at))


def sign_out(token_hash: str) -> None:
    """End the sign-in of one browser: its cookie opens nothing any more, wherever it is copied."""
    _end(SignIn.token_hash == token_hash, now())


def end_sign_in(person: Person, sign_in_id: int) -> None:
    """End one of a person's sign-ins; raises `NotFoundError` when it is not theirs."""
    found = db.session.scalar(
        select(SignIn.id).where(SignIn.id == sign_in_id, SignIn.person_id == person.id)
    )
    if found is None:
        raise NotFoundError
    _end(SignIn.id == found, now())


def end_sign_ins(person: Person, *, but: str | None = None) -> None:
    """End all of a person's sign-ins, but the browser whose token hash is given."""
    everywhere = SignIn.person_id == person.id
    _end(everywhere if but is None else everywhere & (SignIn.token_hash != but), now())
