"""What the returning room adds to pages of an interview, of its link, of a contribution."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from consult.accounts import current_person
from consult.contributions import Channel, Contribution, Piece, page_pieces
from consult.curating import desk_notices
from consult.interviews import (
    Interview,
    Offer,
    Step,
    can_read_interview,
    get_interview,
    interview_steps,
    link_offers,
)
from consult.kernel.i18n import _, ngettext, text
from consult.kernel.pages import html_of
from consult.returning.models import Answer
from consult.returning.queries import counts_of, passages_behind, taken_back_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process

EVIDENCE, STEP = 5, 30


@interview_steps.filler
def what_was_read(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Step]]:
    """Tell what an interviewee has read, and lead to it."""
    counts = counts_of([one.id for one in interviews])
    steps = {}
    for one in interviews:
        told = counts.get(one.id)
        words = (
            _(
                "%(answered)d of %(passages)d passages are answered, %(published)d are public "
                "or wait for a moderator.",
                answered=told.answered,
                passages=told.passages,
                published=told.published,
            )
            if told
            else _("Nothing was sent yet.")
        )
        url = f"/processes/{one.process.slug}/desk/interviews/{one.code}/passages"
        steps[one.id] = [
            Step(STEP, _("Back to the interviewee"), words, url, _("See the passages"))
        ]
    return steps


@link_offers.filler
def what_waits_to_be_read(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Offer]]:
    """Lead an interviewee to their passages, once some were sent."""
    counts = counts_of([one.id for one in interviews])
    return {
        one: [
            Offer(
                _("Read your passages"),
                ngettext(
                    "%(num)s passage waits for your answer.",
                    "%(num)s passages wait for your answer.",
                    told.passages - told.answered,
                ),
                "passages",
            )
        ]
        for one, told in counts.items()
    }


@desk_notices.filler
def where_voices_were_taken_back(
    processes: Sequence[Process],
) -> Mapping[int, Sequence[tuple[str, str]]]:
    """Lead curators to what stood on voices that are gone, until they have taken them off."""
    slugs = {process.id: process.slug for process in processes}
    notices = defaultdict(list)
    for one in taken_back_in(list(slugs)):
        desk = f"/processes/{slugs[one.process_id]}/desk"
        if one.node_id is not None:
            words = _("Taken back by an interviewee, on the node “%(node)s”", node=text(one.title))
            url = f"{desk}/idea-map/nodes/{one.node_id}"
        else:
            words = _(
                "Taken back by an interviewee, at the origin of the project “%(project)s”",
                project=text(one.title),
            )
            url = f"{desk}/projects/{one.project_code}"
        notices[one.process_id].append((words, url))
    return notices


@page_pieces.filler
def where_it_was_said(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Say that it was said in an interview, and how it was agreed to; lead staff to the words."""
    ids = [one.id for one in contributions if one.channel is Channel.INTERVIEW]
    if not ids:
        return {}
    person, pieces = current_person(), {}
    for contribution_id, passage in passages_behind(ids).items():
        interview = get_interview(passage.interview_id) if person else None
        reads = interview is not None and can_read_interview(person, interview)
        pieces[contribution_id] = [
            Piece(
                EVIDENCE,
                html_of(
                    "returning/_origin.html",
                    by_silence=passage.by_silence,
                    own_words=passage.answer is Answer.AMENDED,
                    interview=interview if reads else None,
                    number=passage.number,
                ),
            )
        ]
    return pieces
