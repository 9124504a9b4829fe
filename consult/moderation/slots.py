"""What became of a contribution at the moderators' desk, told on others' pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from consult.accounts import Person, current_person
from consult.contributions import (
    Contribution,
    Standing,
    State,
    Stop,
    StopState,
    standing,
    timeline,
)
from consult.docket import Decision, Reason, Verb, reasons_by_process
from consult.ideas import desk_actions
from consult.kernel.db import db
from consult.kernel.i18n import _, ngettext, text
from consult.moderation.policy import can_moderate
from consult.processes import Desk, Process, Role, process_desks, roles_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from consult.kernel.i18n import Words

HOUR, DAY = 3_600, 86_400
FEW_DAYS = 2


def standing_decisions(contributions: Sequence[Contribution]) -> dict[int, list[Decision]]:
    """The decisions that stand on each contribution, oldest first, read at once."""
    rows = db.session.scalars(
        select(Decision)
        .where(
            Decision.kind == "contribution",
            Decision.subject_id.in_([one.id for one in contributions]),
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.id)
    )
    by_contribution: dict[int, list[Decision]] = defaultdict(list)
    for decision in rows:
        by_contribution[decision.subject_id].append(decision)
    return by_contribution


@timeline.filler
def what_was_decided(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Stop]]:
    """Tell when each was published; why it is hidden is told while it is, so to who can read it."""
    decisions = standing_decisions(contributions)
    reasons = _reasons_for(contributions)
    return {
        one.id: list(_stops(one, decisions.get(one.id, []), reasons.get(one.process_id, ())))
        for one in contributions
    }


@standing.filler
def where_the_thread_ends(
    contributions: Sequence[Contribution],
) -> Mapping[int, Sequence[Standing]]:
    """Tell of each hidden contribution that its thread ends here, and why."""
    hidden = [one for one in contributions if one.state is State.HIDDEN]
    if not hidden:
        return {}
    decisions = standing_decisions(hidden)
    reasons = _reasons_for(hidden)
    found: dict[int, Sequence[Standing]] = {}
    for one in hidden:
        told = decisions.get(one.id, [])
        if told and told[-1].body:
            sentence = _("Passed on to %(body)s.", body=told[-1].body)
            found[one.id] = [Standing(0, sentence, refused=True)]
            continue
        reason = _reason(told, reasons[one.process_id])
        if reason is not None:
            title = text(reason.title)
            sentence = _("Not published: %(reason)s", reason=f"{title[:1].lower()}{title[1:]}.")
            found[one.id] = [Standing(0, sentence, refused=True)]
    return found


@process_desks.filler
def the_moderators_desk(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead moderators to their queue."""
    return {
        process.id: [
            Desk(
                title=_("Moderation"),
                url=url_for("moderation_desk.index", slug=process.slug),
                roles=frozenset({Role.MODERATOR}),
            )
        ]
        for process in processes
    }


def desks_of(person: Person, process: Process) -> list[Desk]:
    """The desks of a consultation that a person may open."""
    roles = roles_of(person, process)
    return [desk for desk in process_desks.fill([process])[process.id] if desk.roles & roles]


@desk_actions.filler
def open_at_the_desk(
    contributions: Sequence[Contribution],
) -> Mapping[int, Sequence[tuple[Words, str]]]:
    """Lead a moderator from an idea's page to its decision."""
    return {
        one.id: [
            (
                _("Open in moderation"),
                url_for("moderation_desk.show", slug=one.process.slug, ref=one.code),
            )
        ]
        for one in contributions
        if can_moderate(current_person(), one.process)
    }


def _reasons_for(contributions: Sequence[Contribution]) -> dict[int, Sequence[Reason]]:
    """The rules of every consultation in which something is hidden: most pages need none."""
    hidden = {one.process_id for one in contributions if one.state is State.HIDDEN}
    return reasons_by_process(sorted(hidden)) if hidden else {}


def _reason(decisions: Sequence[Decision], reasons: Sequence[Reason]) -> Reason | None:
    code = decisions[-1].reason_code if decisions else None
    return next((reason for reason in reasons if reason.code == code), None)


def _stops(
    contribution: Contribution, decisions: Sequence[Decision], reasons: Sequence[Reason]
) -> list[Stop]:
    if contribution.state is State.HIDDEN:
        return _ended(decisions, _reason(decisions, reasons))
    if contribution.state is State.RETURNED and decisions:
        words = _("A moderator asks you to change something before it is published.")
        return [Stop(decisions[-1].at, _("Back to its author"), words, note=decisions[-1].note)]
    if not contribution.is_public or contribution.published_at is None:
        return []
    stops = [
        Stop(decision.at, _("Published"), _read_after(contribution.submitted_at, decision.at))
        for decision in decisions
        if decision.verb is Verb.PUBLISHED
    ] or [Stop(contribution.published_at, _("Published"))]
    again = [decision for decision in decisions if decision.verb is Verb.SHOWN_AGAIN]
    if again:
        words = _("A moderator read it again: everyone can read it.")
        stops.append(Stop(again[-1].at, _("Published again"), words))
    return stops


def _ended(decisions: Sequence[Decision], reason: Reason | None) -> list[Stop]:
    if not decisions:
        return []
    last = decisions[-1]
    if last.body:
        words = _(
            "This consultation cannot change it: we have passed it on to %(body)s.", body=last.body
        )
        return [Stop(last.at, _("Passed on"), words, state=StopState.REFUSED, note=last.note)]
    told = text(reason.told) if reason else ""
    return [
        Stop(
            last.at,
            _("Not published"),
            f"{told[:1].upper()}{told[1:]}",
            state=StopState.REFUSED,
            note=last.note,
        )
    ]


def _read_after(submitted_at: datetime, at: datetime) -> Words:
    """Say how long it took to be read, in hours and then in days."""
    seconds = (at - submitted_at).total_seconds()
    if seconds < HOUR:
        return _("Read by a moderator in less than an hour.")
    if seconds < FEW_DAYS * DAY:
        return ngettext(
            "Read by a moderator in %(num)s hour.",
            "Read by a moderator in %(num)s hours.",
            int(seconds // HOUR),
        )
    return ngettext(
        "Read by a moderator in %(num)s day.",
        "Read by a moderator in %(num)s days.",
        int(seconds // DAY),
    )
