"""Consent: what is asked, each answer with its text and its way, and withdrawal at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.accounts import Person
from consult.audit import note_act
from consult.guides import ConsentText, consent_text_of
from consult.interviews.commands.files import delete_audio, delete_everything, keep_file
from consult.interviews.commands.links import revoke_links
from consult.interviews.facts import consent_given, consent_withdrawn, interview_deleted
from consult.interviews.media import PreparedFile
from consult.interviews.models import (
    Consent,
    ConsentMethod,
    FileKind,
    Interview,
    InterviewLink,
    Purpose,
)
from consult.interviews.policy import (
    can_give_consent,
    can_record_consent,
    can_withdraw,
    purposes_of,
)
from consult.interviews.queries import files_of, lock_interview
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require


class UnsoundConsentError(RefusedError):
    """Consent says what is asked, in words; each purpose has its answer, paper has its scan."""


class OutdatedTextError(ConflictError):
    """Another text was published since the page was opened: nobody agrees to what is unread."""


def record_consent(
    person: Person,
    interview: Interview,
    answers: Mapping[Purpose, bool],
    scan: PreparedFile | None = None,
    read: int | None = None,
) -> None:
    """Write down what was answered on paper, with its scan.

    A purpose without an answer is a no; `read` is the number of the text they were asked by. Raises
    `NotAllowedError`, `OutdatedTextError`, and `UnsoundConsentError` when no scan of the paper is
    kept or sent.
    """
    lock_interview(interview)
    text = consent_text_of(interview.process)
    require(can_record_consent(person, interview, text))
    if text is None:  # pragma: no cover - the policy has refused
        return
    _check_is_asked(text, read)
    has_scan = any(one.kind is FileKind.SCAN and not one.deleted_at for one in files_of(interview))
    if scan is None and not has_scan:
        raise UnsoundConsentError(_("Add the scan of the signed paper."), field="scan")
    _answer_all(interview, text, answers, ConsentMethod.PAPER, person)
    if scan is not None:
        keep_file(person, interview, scan)
    note_act(person, "consent.recorded", interview, text=text.number)


def give_consent(
    link: InterviewLink,
    interview: Interview,
    answers: Mapping[Purpose, bool],
    read: int | None = None,
) -> None:
    """Answer by the private link; what was a yes and is a no now is withdrawn.

    `read` is the number of the text that was read. Raises `NotAllowedError` and
    `OutdatedTextError`.
    """
    lock_interview(interview)
    text = consent_text_of(interview.process)
    require(can_give_consent(link, interview, text, now()))
    if text is None:  # pragma: no cover - the policy has refused
        return
    _check_is_asked(text, read)
    _answer_all(interview, text, answers, ConsentMethod.LINK, None)
    note_act(None, "consent.given", interview, text=text.number)


def withdraw_consent(person: Person, interview: Interview, purpose: Purpose, because: str) -> None:
    """Take back the consent to one purpose, as the interviewee has asked; again changes nothing.

    Raises `NotAllowedError`.
    """
    lock_interview(interview)
    require(can_withdraw(person, interview))
    answer = interview.answers().get(purpose)
    if answer is None or not answer.given:
        return
    _tell(interview, [_answer(interview, answer.text, purpose, False, answer.method, person)])  # noqa: FBT003 - the answer is no
    note_act(person, "consent.withdrawn", interview, because, purpose=purpose.value)


def withdraw_interview(person: Person, interview: Interview, because: str) -> None:
    """Take everything back, as the interviewee has asked. Raises `NotAllowedError`."""
    lock_interview(interview)
    require(can_withdraw(person, interview))
    _withdraw_all(interview, person)
    note_act(person, "interview.withdrawn", interview, because)


def withdraw_by_link(link: InterviewLink, interview: Interview) -> None:
    """Take everything back, at once; also when the link is all that is known of who asks.

    Raises `NotAllowedError` for a link that is no more valid.
    """
    lock_interview(interview)
    if not link.is_valid(now()) or interview.is_withdrawn:
        require(can_give_consent(link, interview, None, now()))
    _withdraw_all(interview, None)
    note_act(None, "interview.withdrawn", interview)


def _withdraw_all(interview: Interview, person: Person | None) -> None:
    _tell(
        interview,
        [
            _answer(interview, answer.text, purpose, False, answer.method, person)  # noqa: FBT003 - the answer is no
            for purpose, answer in interview.answers().items()
            if answer.given
        ],
    )
    interview_deleted.announce(interview)
    delete_everything(interview)
    revoke_links(interview)
    interview.withdraw(now())
    interview.version += 1
    db.session.flush()


def _check_is_asked(text: ConsentText, read: int | None) -> None:
    """Take no answer to a text for one to another that came meanwhile."""
    if read not in {None, text.number}:
        raise OutdatedTextError(
            _("What is asked has changed meanwhile: read it again, then answer.")
        )


def _answer_all(
    interview: Interview,
    text: ConsentText,
    answers: Mapping[Purpose, bool],
    method: ConsentMethod,
    person: Person | None,
) -> None:
    """Keep an answer to each purpose, then tell: what rests on one may rest on another now."""
    changes = [
        _answer(interview, text, purpose, bool(answers.get(purpose)), method, person)
        for purpose in purposes_of(interview)
    ]
    _tell(interview, changes)


def _tell(interview: Interview, changes: Sequence[Consent | None]) -> None:
    for change in filter(None, changes):
        if change.withdrawn_at is None:
            consent_given.announce(change)
            continue
        if change.purpose is Purpose.RECORD:
            delete_audio(interview)
        consent_withdrawn.announce(change)


def _answer(
    interview: Interview,
    text: ConsentText,
    purpose: Purpose,
    given: bool,  # noqa: FBT001 - the answer itself
    method: ConsentMethod,
    person: Person | None,
) -> Consent | None:
    """Keep an answer; return what is to be told: a new yes, or the yes that is withdrawn."""
    before, at = interview.answers().get(purpose), now()
    had = before is not None and before.given
    if before is not None:
        if before.given == given and before.text_id == text.id and before.method is method:
            return None
        if had and not given:
            before.withdrawn_at = at
        else:
            before.replaced_at = at
        db.session.flush()  # before the next: only one is in force
    answer = Consent(
        interview_id=interview.id,
        purpose=purpose,
        given=given,
        method=method,
        text_id=text.id,
        text=text,
        at=at,
        recorded_by_id=person.id if person else None,
    )
    interview.consents.append(answer)
    db.session.flush()
    if given == had:
        return None
    return answer if given else before
