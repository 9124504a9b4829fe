"""What the minutes room adds to others' pages: evidence, outcomes of sessions, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.commitments import AGREEMENTS, state_words
from consult.contributions import Contribution, Piece, page_pieces
from consult.kernel.i18n import _
from consult.kernel.pages import html_of
from consult.minutes.policy import OVER
from consult.minutes.queries import approved_among, left_by, origins_of
from consult.paper import minutes_told
from consult.tables import (
    Session,
    SessionLink,
    desk_path,
    session_desks,
    session_outcomes,
    session_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

EVIDENCE = 5


@page_pieces.filler
def where_it_was_said(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Lead from what was said at a table to the public page of that session."""
    return {
        contribution_id: [Piece(EVIDENCE, html_of("minutes/_origin.html", origin=origin))]
        for contribution_id, origin in origins_of(contributions).items()
    }


@minutes_told.filler
def what_everyone_reads(sessions: Sequence[Session]) -> Mapping[int, Sequence[bool]]:
    """Let photos that were published go with approved minutes."""
    return {session_id: [True] for session_id in approved_among(sessions)}


@session_outcomes.filler
def what_it_left(sessions: Sequence[Session]) -> Mapping[int, Sequence[Markup]]:
    """Tell of closed sessions how many voices they gave, their minutes, and what was promised."""
    left = left_by([one for one in sessions if one.state in OVER])
    return {
        one.id: [
            html_of(
                "minutes/_outcome.html",
                session=one,
                slug=one.table.process.slug,
                left=left[one.id],
                minutes_url=f"{session_path(one)}/minutes",
                agreements=AGREEMENTS,
                states=state_words,
            )
        ]
        for one in sessions
        if one.id in left
    }


@session_desks.filler
def where_staff_go_on(sessions: Sequence[Session]) -> Mapping[int, Sequence[SessionLink]]:
    """Lead from the desk of a session that is over to its report, promises, minutes, closing."""
    return {
        one.id: [
            SessionLink(words, f"{desk_path(one)}/{page}")
            for words, page in (
                (_("Report"), "report"),
                (_("Commitments"), "commitments"),
                (_("Minutes"), "minutes"),
                (_("Closing"), "closing"),
            )
        ]
        for one in sessions
        if one.state in OVER
    }
