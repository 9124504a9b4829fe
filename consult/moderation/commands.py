"""Deciding on a contribution, and taking a slip back."""

from __future__ import annotations

from dataclasses import dataclass

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Contribution, State, hide, publish, put_back
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import Words, _
from consult.kernel.policy import require
from consult.kernel.text import clean
from consult.kernel.times import day_time
from consult.moderation.facts import contribution_decided
from consult.moderation.models import Decision, Verb
from consult.moderation.policy import can_decide, can_undo
from consult.moderation.queries import latest_decision
from consult.moderation.reasons import reason_called

NOT_DECIDED = 0
"""Stands for "no decision yet" where a page says which one it has seen."""


class UnknownReasonError(RefusedError):
    """Nothing is kept from readers but by one of the published rules."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a contribution is not published: a published rule, and a note to the author."""

    reason_code: str
    note: str = ""


def publish_contribution(person: Person, contribution: Contribution, seen: int) -> Decision:
    """Let everyone read a contribution, or read it again.

    `seen` is the id of the last decision the moderator saw. Raises `NotAllowedError`, and
    `ConflictError` when somebody has decided meanwhile.
    """
    require(can_decide(person, contribution))
    decision = _begin(person, contribution, seen)
    decision.verb = Verb.SHOWN_AGAIN if decision.before is State.HIDDEN else Verb.PUBLISHED
    publish(contribution)
    return _settle(person, contribution, decision)


def hide_contribution(
    person: Person, contribution: Contribution, hiding: Hiding, seen: int
) -> Decision:
    """Keep a contribution from readers, by one of the published rules.

    `seen` is the id of the last decision the moderator saw. Raises `NotAllowedError`,
    `ConflictError` when somebody has decided meanwhile, and `UnknownReasonError`.
    """
    require(can_decide(person, contribution))
    if reason_called(contribution.process_id, hiding.reason_code) is None:
        raise UnknownReasonError(_("Choose one of the published rules."), field="reason")
    decision = _begin(person, contribution, seen)
    decision.verb = Verb.HIDDEN
    decision.reason_code = hiding.reason_code
    decision.note = clean(hiding.note)
    hide(contribution)
    return _settle(person, contribution, decision)


def undo_decision(person: Person, contribution: Contribution, decision: Decision) -> None:
    """Take a decision back as if it had not been taken; nobody has been told of it yet.

    Raises `NotAllowedError` when it is somebody else's or too old, and `ConflictError` when
    another one came after it.
    """
    db.lock_row(contribution)
    db.session.refresh(decision)
    require(can_undo(person, decision, now()))
    latest = latest_decision(contribution)
    if latest is not decision:
        raise ConflictError(_meanwhile(latest))
    decision.undone_at = now()
    put_back(contribution, decision.before)
    note_act(person, "contribution.decision_undone", contribution, decision=decision.id)


def _begin(person: Person, contribution: Contribution, seen: int) -> Decision:
    """Hold the contribution, and go on only if nobody has decided since it was seen."""
    db.lock_row(contribution)
    latest = latest_decision(contribution)
    if (latest.id if latest else NOT_DECIDED) != seen:
        raise ConflictError(_meanwhile(latest))
    return Decision(
        contribution_id=contribution.id, before=contribution.state, by_id=person.id, at=now()
    )


def _settle(person: Person, contribution: Contribution, decision: Decision) -> Decision:
    db.session.add(decision)
    db.session.flush()
    note_act(
        person,
        f"contribution.{decision.verb}",
        contribution,
        decision.reason_code,
        decision=decision.id,
    )
    contribution_decided.announce(decision)
    return decision


def _meanwhile(latest: Decision | None) -> Words:
    """Say what was decided meanwhile, and by whom."""
    if latest is None:
        return _("The decision you saw was taken back meanwhile. Nothing of yours was saved.")
    parts = {"name": latest.by.name, "moment": day_time(latest.at)}
    if latest.verb is Verb.HIDDEN:
        return _(
            "%(name)s has decided meanwhile (%(moment)s): not published. "
            "Nothing of yours was saved.",
            **parts,
        )
    return _(
        "%(name)s has decided meanwhile (%(moment)s): published. Nothing of yours was saved.",
        **parts,
    )
