"""What the voting room shows on others' pages: who stands behind a contribution, and the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import get_template_attribute, request, url_for
from markupsafe import Markup

from consult.accounts import Person, current_person, local_path
from consult.contributions import Contribution, Piece, page_pieces, row_pieces, version_at
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import Words, _, text
from consult.kernel.instants import database_now
from consult.kernel.times import day, day_time
from consult.processes import (
    Activity,
    Desk,
    Door,
    Process,
    Role,
    closing_objections,
    is_foreseen,
    is_open_for,
    phase_objections,
    process_desks,
    process_doors,
)
from consult.voting.asked import processes_with_questions
from consult.voting.policy import can_support
from consult.voting.queries import Backing, backing_of, supports_visible
from consult.voting.tallies import processes_with_choices, unfinished_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

SUPPORTS = 10
NEXT_FIELD = "next"


@dataclass(frozen=True, slots=True)
class SupportButton:
    """What one reader sees of a contribution's supports: the count, if shown, and the button.

    `state` is off, on, visitor (a link to sign in) or closed, with its reason in words; a press
    is sent to `url`. Where it was changed after they supported it, `since` is when they did,
    `changes_url` what changed, and `reading_url` where they say that they have read it up to
    `version`; `again` when they had read an earlier change.
    """

    code: str
    title: str
    state: str
    count: int | None
    shown_from: str
    reason: Words
    url: str
    here: str
    since: datetime | None = None
    changes_url: str = ""
    reading_url: str = ""
    version: int = 0
    again: bool = False


@row_pieces.filler
def support_in_rows(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Put the count and the button beside each row of a list."""
    return _pieces(contributions, "row")


@page_pieces.filler
def support_on_the_page(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Put who stands behind a contribution, and the button, under its text."""
    return _pieces(contributions, "band")


def support_piece(contribution: Contribution, shape: str) -> Markup:
    """Return the button of one contribution, as it is now."""
    return _pieces([contribution], shape)[contribution.id][0].html


def _pieces(contributions: Sequence[Contribution], shape: str) -> dict[int, list[Piece]]:
    public = [one for one in contributions if one.is_public]
    if not public:
        return {}
    person, at = current_person(), now()
    backing = backing_of(person, [one.id for one in public])
    form = ActionForm(formdata=None) if person else None
    macro = get_template_attribute("components/support_button.html", "support_button")
    return {
        one.id: [Piece(SUPPORTS, macro(_button(one, person, backing, at, shape), form, shape))]
        for one in public
    }


def _button(
    contribution: Contribution, person: Person | None, backing: Backing, at: datetime, shape: str
) -> SupportButton:
    process = db.session.get_one(Process, contribution.process_id)
    since = backing.since.get(contribution.id)
    read = backing.read.get(contribution.id, 0)
    changed = since and contribution.revised_at and contribution.revised_at > since
    unread = changed and read < contribution.version and shape == "band"
    supported = (read or version_at(contribution, since)) if since and unread else None
    own = backing.voice_id == contribution.voice.counted_id
    verdict = (
        can_support(person, process, contribution, at, own=own)
        if person
        else is_open_for(process, Activity.SUPPORT, at)
    )
    state, pressing = "closed", "voting.support_create"
    if contribution.id in backing.supported:
        state, pressing = "on" if verdict else "kept", "voting.support_delete"
    elif verdict:
        state = "off" if person else "visitor"
    kept_until = None if supports_visible(process, at) else process.supports_shown_from
    return SupportButton(
        code=contribution.code,
        title=contribution.title,
        state=state,
        count=contribution.supports if kept_until is None else None,
        shown_from=day(kept_until) if kept_until else "",
        reason=verdict.reason,
        url=url_for(pressing, slug=process.slug, code=contribution.code) if person else "",
        here=_here(),
        since=since if supported else None,
        changes_url=url_for(
            "ideas.versions_index", slug=process.slug, code=contribution.code, since=supported
        )
        if supported
        else "",
        reading_url=url_for("voting.reading_create", slug=process.slug, code=contribution.code)
        if supported
        else "",
        version=contribution.version,
        again=bool(read),
    )


def _here() -> str:
    """The page to come back to: this one, or the one whose button was pressed."""
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    return local_path(request.form.get(NEXT_FIELD))


@process_doors.filler
def answer_the_questions(processes: Sequence[Process]) -> Mapping[int, Sequence[Door]]:
    """Lead to the questions of a consultation that has some."""
    asking = processes_with_questions(processes)
    return {
        process.id: [
            Door(
                title=_("Answer the questions"),
                text=_("One sentence at a time: agree, disagree or pass. You can change it."),
                url=url_for("voting_questions.index", slug=process.slug),
                opened_by=Activity.TAKE_STANCES,
                measure="3",
                unit=_("minutes"),
            )
        ]
        for process in processes
        if process.id in asking
    }


@process_doors.filler
def vote(processes: Sequence[Process]) -> Mapping[int, Sequence[Door]]:
    """Lead to the votes of a consultation that has some."""
    at = now()
    voting = processes_with_choices(processes, at)
    return {
        process.id: [
            Door(
                title=_("Vote"),
                text=_("One person, one ballot: you can change it until voting closes."),
                url=url_for("voting_choices.index", slug=process.slug),
                measure="2",
                unit=_("minutes"),
                closes_at=voting[process.id] if is_open_for(process, Activity.CHOOSE, at) else None,
            )
        ]
        for process in processes
        if process.id in voting
    }


@process_desks.filler
def the_desk_of_questions(processes: Sequence[Process]) -> Mapping[int, Sequence[Desk]]:
    """Lead curators to their questions."""
    return {
        process.id: [
            Desk(
                title=_("Questions"),
                url=url_for("voting_desk.index", slug=process.slug),
                roles=frozenset({Role.CURATOR}),
            )
        ]
        for process in processes
    }


@phase_objections.filler
def votes_left_outside(processes: Sequence[Process]) -> Mapping[int, Sequence[Words]]:
    """Object to phases that would end a vote under way before the instant that was announced."""
    at = database_now()
    return {
        process.id: [
            _(
                "“%(title)s” is under way until %(moment)s: keep a phase that opens votes.",
                title=text(choice.title),
                moment=day_time(choice.closes_at),
            )
            for choice in unfinished_in(process, at)
            if choice.opens_at <= at
            and not is_foreseen(process, Activity.CHOOSE, at, choice.closes_at)
        ]
        for process in processes
    }


@closing_objections.filler
def votes_under_way(processes: Sequence[Process]) -> Mapping[int, Sequence[Words]]:
    """Object to closing a consultation while one of its formal choices is not over."""
    return {
        process.id: [
            _("The vote “%(title)s” is not over.", title=text(choice.title))
            for choice in unfinished_in(process, database_now())
        ]
        for process in processes
    }
