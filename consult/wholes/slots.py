"""What whole interviews add to pages of an interview, of its link, of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.contributions import Channel, Contribution, Piece, page_pieces
from consult.interviews import (
    Interview,
    Offer,
    Step,
    get_interview,
    interview_steps,
    link_offers,
)
from consult.kernel.i18n import _
from consult.kernel.pages import html_of
from consult.returning import passages_behind
from consult.wholes.models import WholeAnswer
from consult.wholes.policy import is_public, may_publish_whole
from consult.wholes.queries import wholes_of
from consult.wholes.words import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STEP, AFTER_EVIDENCE = 40, 6


@interview_steps.filler
def the_whole_of_it(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Step]]:
    """Lead to the whole text where it was agreed to."""
    wholes = wholes_of([one.id for one in interviews])
    return {
        one.id: [
            Step(
                position=STEP,
                title=_("The whole interview"),
                text=standing_of(wholes.get(one.id)),
                url=url_for("wholes_desk.show", slug=one.process.slug, code=one.code),
                link=_("Read it as others would"),
            )
        ]
        for one in interviews
        if may_publish_whole(one)
    }


@link_offers.filler
def the_whole_to_read(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Offer]]:
    """Lead an interviewee to the whole text, once it was sent."""
    wholes = wholes_of([one.id for one in interviews])
    words = {
        None: _("It waits for your answer: nobody reads it before."),
        WholeAnswer.APPROVED: _("You approved it: everyone can read it."),
        WholeAnswer.WITHHELD: _("You withheld it: nobody reads it."),
    }
    return {
        one.id: [Offer(_("Read the whole interview"), words[wholes[one.id].answer], "whole")]
        for one in interviews
        if one.id in wholes and may_publish_whole(one)
    }


@page_pieces.filler
def where_all_of_it_is(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Lead from a passage to the whole interview, where everyone may read that."""
    ids = [one.id for one in contributions if one.channel is Channel.INTERVIEW]
    passages = passages_behind(ids) if ids else {}
    wholes = wholes_of({one.interview_id for one in passages.values()}) if passages else {}
    pieces = {}
    for contribution_id, passage in passages.items():
        whole = wholes.get(passage.interview_id)
        interview = get_interview(passage.interview_id) if whole else None
        if interview is not None and is_public(interview, whole):
            html = html_of("wholes/_link.html", interview=interview)
            pieces[contribution_id] = [Piece(AFTER_EVIDENCE, html)]
    return pieces
