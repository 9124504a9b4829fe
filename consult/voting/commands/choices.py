"""Arranging a formal choice, and voting in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from consult.audit import note_act
from consult.contributions import CODE_LETTERS, voice_of
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _, ngettext, text
from consult.kernel.instants import database_now
from consult.kernel.policy import require
from consult.kernel.text import clean, clean_line
from consult.processes import Activity, Process, is_foreseen
from consult.voting.models import Approval, Ballot, Choice, Electorate, Option
from consult.voting.offers import options_gone, votables
from consult.voting.policy import can_arrange, can_rearrange, can_vote, can_withdraw_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from consult.accounts import Person

RECEIPT_LENGTH = 12
FEWEST_OPTIONS = 2


class UnsoundChoiceError(RefusedError):
    """The rules of a vote must make sense before anyone votes by them."""


class StaleChoiceError(ConflictError):
    """Somebody else changed the rules meanwhile: theirs stay until one has read them."""


class NoReasonError(RefusedError):
    """What was announced to everyone is withdrawn with a reason that everyone reads."""


class UnsoundBallotError(RefusedError):
    """A ballot approves options of its own choice, each once, and no more than its rules say."""


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """What can be approved: its words by language, and the thing it stands for, if any."""

    title: Mapping[str, str]
    thing_kind: str = ""
    thing_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """The rules of a vote."""

    title: Mapping[str, str]
    note: Mapping[str, str]
    most: int
    opens_at: datetime
    closes_at: datetime
    options: Sequence[OptionDraft]
    electorate: Electorate = Electorate.ANYONE


def arrange_choice(person: Person, process: Process, draft: ChoiceDraft) -> Choice:
    """Arrange a vote; raises `NotAllowedError` and `UnsoundChoiceError`."""
    require(can_arrange(person, process))
    at = database_now()
    _check_rules(process, draft, at)
    choice = Choice(process_id=process.id, arranged_by_id=person.id, arranged_at=at)
    _lay(choice, draft)
    db.session.add(choice)
    db.session.flush()
    note_act(person, "choice.arranged", choice)
    return choice


def rearrange_choice(
    person: Person, choice: Choice, draft: ChoiceDraft, version: int | None = None
) -> None:
    """Change the rules of a vote in which nobody has voted.

    Raises `NotAllowedError` from the first ballot on, `UnsoundChoiceError`, and, with a version
    that is not the present one, `StaleChoiceError`.
    """
    db.lock_row(choice)  # a ballot that is being cast holds it too: one of the two comes first
    db.session.refresh(choice, ["options"])  # another planner may have changed them meanwhile
    process, at = db.session.get_one(Process, choice.process_id), database_now()
    require(can_rearrange(person, process, choice, at, ballots=has_ballots(choice)))
    if version not in {None, choice.version}:
        raise StaleChoiceError(
            _("Somebody else saved this vote meanwhile. Your text is below: compare and save.")
        )
    _check_rules(process, draft, at)
    choice.options.clear()
    db.session.flush()
    _lay(choice, draft)
    choice.version += 1
    db.session.flush()
    note_act(person, "choice.rearranged", choice)


def withdraw_choice(person: Person, choice: Choice, because: str) -> None:
    """Take a vote back before it opens; everyone reads why.

    Raises `NotAllowedError` from its opening on, and `NoReasonError`.
    """
    db.lock_row(choice)
    process, at = db.session.get_one(Process, choice.process_id), database_now()
    require(can_withdraw_choice(person, process, choice, at))
    reason = clean_line(because)
    if not reason:
        raise NoReasonError(_("Write why: everyone reads it."), field="because")
    choice.withdraw(at, reason)
    db.session.flush()
    note_act(person, "choice.withdrawn", choice, reason=reason)


def cast_ballot(person: Person, choice: Choice, option_ids: Collection[int]) -> Ballot:
    """Vote, or vote otherwise: what was approved before is replaced whole.

    Raises `NotAllowedError` when voting is not open or the person is not of the electorate, and
    `UnsoundBallotError`.
    """
    voice = voice_of(person)
    # Shared among voters, refused to whoever changes the rules; the instant is read under it.
    db.session.refresh(choice, with_for_update={"read": True})
    process, at = db.session.get_one(Process, choice.process_id), database_now()
    require(can_vote(person, process, choice, at))
    _check(choice, option_ids)
    ballot = _own_ballot(choice, voice.id, person, at)
    db.session.execute(
        insert(Approval),
        [{"ballot_id": ballot.id, "option_id": option_id} for option_id in sorted(option_ids)],
    )
    note_act(person, "ballot.cast", choice)
    return ballot


def has_ballots(choice: Choice) -> bool:
    """Whether somebody has voted: from then on the rules stay."""
    begun = select(Ballot.id).where(Ballot.choice_id == choice.id).limit(1)
    return db.session.scalar(begun) is not None


def _own_ballot(choice: Choice, voice_id: int, person: Person, at: datetime) -> Ballot:
    """Return the voice's one ballot, held and empty; made when it is not there."""
    drawn = "".join(secrets.choice(CODE_LETTERS) for _letter in range(RECEIPT_LENGTH))
    now_said = {"municipality_id": person.municipality_id, "cast_at": at}
    upsert = (sqlite.insert if db.is_sqlite else postgresql.insert)(Ballot)
    ballot = db.session.scalars(
        upsert.values(choice_id=choice.id, voice_id=voice_id, receipt=drawn, **now_said)
        .on_conflict_do_update(index_elements=["choice_id", "voice_id"], set_=now_said)
        .returning(Ballot),
        execution_options={"populate_existing": True},
    ).one()
    if ballot.receipt != drawn:  # it was there: its receipt stays, what it approved goes
        db.session.execute(delete(Approval).where(Approval.ballot_id == ballot.id))
    return ballot


def _check(choice: Choice, option_ids: Collection[int]) -> None:
    chosen, known = list(option_ids), {option.id for option in choice.options}
    if not chosen:
        raise UnsoundBallotError(_("Choose one option at least."), field="options")
    if len(set(chosen)) != len(chosen) or not set(chosen) <= known:
        raise UnsoundBallotError(_("One of these options is not in this choice."), field="options")
    if len(chosen) > choice.most:
        raise UnsoundBallotError(
            ngettext(
                "Choose %(num)s option at most.", "Choose %(num)s options at most.", choice.most
            ),
            field="options",
        )
    gone = options_gone.fill(choice.options)
    for option in choice.options:
        if option.id in chosen and gone[option.id]:
            why = {"title": text(option.title), "why": gone[option.id][0]}
            raise UnsoundBallotError(
                _("“%(title)s” can no longer be chosen. %(why)s", **why), field="options"
            )


def _check_rules(process: Process, draft: ChoiceDraft, at: datetime) -> None:
    """Refuse rules that make no sense, before anything of them is written down."""
    titles = [_worded(option.title) for option in draft.options]
    if not _worded(draft.title) or not all(titles):
        raise UnsoundChoiceError(
            _("Write a title for the choice and for each option."), field="title"
        )
    _check_things(process, draft)
    if len(titles) < FEWEST_OPTIONS:
        raise UnsoundChoiceError(_("A vote needs two options at least."), field="options")
    if not 1 <= draft.most < len(titles):
        raise UnsoundChoiceError(
            _("There must be more options than one may approve."), field="most"
        )
    if draft.opens_at >= draft.closes_at or draft.closes_at <= at:
        raise UnsoundChoiceError(
            _("Voting closes after it opens, and not in the past."), field="closes_at"
        )
    foreseen = is_foreseen(process, Activity.CHOOSE, draft.opens_at, draft.closes_at)
    if not foreseen:
        raise UnsoundChoiceError(
            _("One votes only in a phase that opens votes. %(why)s", why=foreseen.reason),
            field="opens_at",
        )


def _lay(choice: Choice, draft: ChoiceDraft) -> None:
    """Write sound rules down."""
    choice.title, choice.most = _worded(draft.title), draft.most
    choice.note = _worded(draft.note, clean)
    choice.electorate = draft.electorate
    choice.opens_at, choice.closes_at = draft.opens_at, draft.closes_at
    choice.options = [
        Option(
            position=position,
            title=_worded(option.title),
            thing_kind=option.thing_kind,
            thing_id=option.thing_id,
        )
        for position, option in enumerate(draft.options, 1)
    ]


def _check_things(process: Process, draft: ChoiceDraft) -> None:
    """Only what stands before everyone in this consultation is put to the vote, and once."""
    things = [(one.thing_kind, one.thing_id) for one in draft.options if one.thing_kind]
    if not things:
        return
    offered = {(one.kind, one.id) for one in votables.fill([process])[process.id]}
    if len(set(things)) != len(things) or not set(things) <= offered:
        raise UnsoundChoiceError(
            _("One of these cannot be put to the vote now: choose again."), field="options"
        )


def _worded(texts: Mapping[str, str], cleaned: Callable[[str], str] = clean_line) -> dict[str, str]:
    worded = {language: cleaned(said).strip() for language, said in texts.items()}
    return {language: said for language, said in worded.items() if said}
