"""Arranging a formal choice, and voting in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from consult.audit import note_act
from consult.contributions import CODE_LETTERS, voice_of
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.kernel.text import clean_line
from consult.processes import Process
from consult.voting.models import Approval, Ballot, Choice, Electorate, Option
from consult.voting.policy import can_arrange, can_rearrange, can_vote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from consult.accounts import Person

RECEIPT_LENGTH = 12
FEWEST_OPTIONS = 2


class UnsoundChoiceError(RefusedError):
    """The rules of a vote must make sense before anyone votes by them."""


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
    choice = Choice(process_id=process.id, arranged_by_id=person.id, arranged_at=now())
    _lay(choice, draft)
    db.session.add(choice)
    db.session.flush()
    note_act(person, "choice.arranged", choice)
    return choice


def rearrange_choice(person: Person, choice: Choice, draft: ChoiceDraft) -> None:
    """Change the rules of a vote in which nobody has voted.

    Raises `NotAllowedError` from the first ballot on, and `UnsoundChoiceError`.
    """
    db.lock_row(choice)  # a ballot that is being cast holds it too: one of the two comes first
    begun = db.session.scalar(select(Ballot.id).where(Ballot.choice_id == choice.id).limit(1))
    process = db.session.get_one(Process, choice.process_id)
    require(can_rearrange(person, process, ballots=begun is not None))
    choice.options.clear()
    db.session.flush()
    _lay(choice, draft)
    db.session.flush()
    note_act(person, "choice.rearranged", choice)


def cast_ballot(person: Person, choice: Choice, option_ids: Collection[int]) -> Ballot:
    """Vote, or vote otherwise: what was approved before is replaced whole.

    Raises `NotAllowedError` when voting is not open or the person is not of the electorate, and
    `UnsoundBallotError`.
    """
    voice = voice_of(person)
    # Shared among voters, refused to whoever changes the rules; the instant is read under it.
    db.session.execute(select(Choice.id).where(Choice.id == choice.id).with_for_update(read=True))
    db.session.refresh(choice)
    process = db.session.get_one(Process, choice.process_id)
    require(can_vote(person, process, choice, now()))
    _check(choice, option_ids)
    ballot = _own_ballot(choice, voice.id, person)
    db.session.execute(delete(Approval).where(Approval.ballot_id == ballot.id))
    db.session.add_all(
        Approval(ballot_id=ballot.id, option_id=option_id) for option_id in sorted(option_ids)
    )
    ballot.cast_at, ballot.municipality_id = now(), person.municipality_id
    db.session.flush()
    note_act(person, "ballot.cast", choice)
    return ballot


def _own_ballot(choice: Choice, voice_id: int, person: Person) -> Ballot:
    """Return the voice's one ballot, held; made when it is not there."""
    insert = sqlite.insert if db.is_sqlite else postgresql.insert
    db.session.execute(
        insert(Ballot)
        .values(
            choice_id=choice.id,
            voice_id=voice_id,
            receipt="".join(secrets.choice(CODE_LETTERS) for _letter in range(RECEIPT_LENGTH)),
            municipality_id=person.municipality_id,
            cast_at=now(),
        )
        .on_conflict_do_nothing(index_elements=["choice_id", "voice_id"])
    )
    return db.session.scalars(
        select(Ballot)
        .where(Ballot.choice_id == choice.id, Ballot.voice_id == voice_id)
        .with_for_update()
    ).one()


def _check(choice: Choice, option_ids: Collection[int]) -> None:
    chosen, known = list(option_ids), {option.id for option in choice.options}
    if not chosen:
        raise UnsoundBallotError(_("Choose one option at least."), field="options")
    if len(set(chosen)) != len(chosen) or not set(chosen) <= known:
        raise UnsoundBallotError(_("One of these options is not in this choice."), field="options")
    if len(chosen) > choice.most:
        raise UnsoundBallotError(
            ngettext(
                "Choose %(num)d option at most.", "Choose %(num)d options at most.", choice.most
            ),
            field="options",
        )


def _lay(choice: Choice, draft: ChoiceDraft) -> None:
    """Write the rules down, if they are sound."""
    title = _worded(draft.title)
    titles = [_worded(option.title) for option in draft.options]
    if not title or not all(titles):
        raise UnsoundChoiceError(_("Write a title for the choice and for each option."))
    if len(titles) < FEWEST_OPTIONS or not 1 <= draft.most < len(titles):
        raise UnsoundChoiceError(
            _("There must be more options than one may approve."), field="most"
        )
    if draft.opens_at >= draft.closes_at or draft.closes_at <= now():
        raise UnsoundChoiceError(
            _("Voting closes after it opens, and not in the past."), field="closes_at"
        )
    choice.title, choice.note, choice.most = title, _worded(draft.note), draft.most
    choice.electorate = draft.electorate
    choice.opens_at, choice.closes_at = draft.opens_at, draft.closes_at
    choice.options = [
        Option(
            position=position,
            title=words,
            thing_kind=option.thing_kind,
            thing_id=option.thing_id,
        )
        for position, (option, words) in enumerate(zip(draft.options, titles, strict=True), 1)
    ]


def _worded(texts: Mapping[str, str]) -> dict[str, str]:
    worded = {language: clean_line(said) for language, said in texts.items()}
    return {language: said for language, said in worded.items() if said}
