"""What moderation adds under an idea: its wait, a second look, a report, who says it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import get_template_attribute, url_for

from consult.accounts import Person, current_person
from consult.contributions import Contribution, Piece, State, page_pieces
from consult.discussion import Comment, comment_actions
from consult.docket import alike_by_contribution, second_looks_at, usual_wait
from consult.kernel.db import db
from consult.kernel.i18n import _, ngettext
from consult.kernel.pages import html_of
from consult.processes import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.kernel.i18n import Words

FOR_THE_AUTHOR, REPORTING, SAID_ALSO = 20, 28, 30
HOUR, DAY = 3_600, 86_400
FEW_DAYS = 2


@page_pieces.filler
def what_its_author_can_do(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Tell its author how long it waits as a rule, and how to ask for a second look."""
    person = current_person()
    own = [one for one in contributions if person and one.voice.person_id == person.id]
    waiting = [one for one in own if one.state is State.WAITING]
    hidden = [one for one in own if one.state is State.HIDDEN]
    looks = second_looks_at("contribution", [one.id for one in hidden]) if hidden else {}
    return {
        one.id: [
            _piece(
                FOR_THE_AUTHOR,
                "moderation/_for_author.html",
                wait=wait_words(usual_wait(_process_of(one))) if one in waiting else None,
                look=looks.get(one.id),
                hidden=one in hidden,
                url=url_for(
                    "moderation_asking.second_look_new", slug=_process_of(one).slug, ref=one.code
                ),
            )
        ]
        for one in [*waiting, *hidden]
    }


@page_pieces.filler
def how_to_report_it(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Let readers say that what is public breaks a rule."""
    person = current_person()
    return {
        one.id: [_report_link(report_url(_process_of(one), one.code))]
        for one in contributions
        if one.is_public and not _wrote(person, one)
    }


@page_pieces.filler
def who_says_it_too(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Tell readers of a public idea which others say the same, and of how many people."""
    public = [one.id for one in contributions if one.is_public]
    groups = alike_by_contribution(public, public_only=True) if public else {}
    return {
        one.id: [
            _piece(
                SAID_ALSO,
                "moderation/_said_also.html",
                group=groups[one.id],
                slug=_process_of(one).slug,
            )
        ]
        for one in contributions
        if one.id in groups
    }


def report_url(process: Process, ref: str) -> str:
    """Where something is reported."""
    return url_for("moderation_asking.report_new", slug=process.slug, ref=ref)


def wait_words(seconds: float | None) -> Words | None:
    """Say how long something waits as a rule; nothing while nobody knows."""
    if seconds is None:
        return None
    if seconds < HOUR:
        return _("A moderator usually reads an idea in less than an hour.")
    if seconds < FEW_DAYS * DAY:
        return ngettext(
            "A moderator usually reads an idea in %(num)s hour.",
            "A moderator usually reads an idea in %(num)s hours.",
            round(seconds / HOUR),
        )
    return ngettext(
        "A moderator usually reads an idea in %(num)s day.",
        "A moderator usually reads an idea in %(num)s days.",
        round(seconds / DAY),
    )


def _wrote(person: Person | None, contribution: Contribution) -> bool:
    return person is not None and contribution.voice.person_id == person.id


def _process_of(contribution: Contribution) -> Process:
    return db.session.get_one(Process, contribution.process_id)


def _report_link(url: str) -> Piece:
    link = get_template_attribute("moderation/_report_link.html", "report_link")
    return Piece(REPORTING, link(url))


def _piece(position: int, template: str, **context: object) -> Piece:
    return Piece(position, html_of(template, **context))


@comment_actions.filler
def how_to_report_a_comment(comments: Sequence[Comment]) -> Mapping[int, Sequence[Piece]]:
    """Let readers say that a comment breaks a rule."""
    person = current_person()
    return {
        one.id: [_report_link(report_url(_process_of(one.contribution), f"comment-{one.id}"))]
        for one in comments
        if one.is_public and (person is None or one.voice.person_id != person.id)
    }
