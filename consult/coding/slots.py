"""What the desk page of an interview says of its coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.coding.queries import passages_marked
from consult.guides import Way, interview_ways
from consult.interviews import Interview, Step, interview_steps
from consult.kernel.i18n import _, ngettext
from consult.transcripts import transcripts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process


@interview_ways.filler
def the_codebook(processes: Sequence[Process]) -> Mapping[int, Sequence[Way]]:
    """Lead to the codes of all interviews."""
    return {
        process.id: [
            Way(50, _("Codebook"), url_for("coding_codebook.index", slug=process.slug)),
        ]
        for process in processes
    }


@interview_steps.filler
def its_coding(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Step]]:
    """Lead to the reading page once there is a text."""
    ids = [one.id for one in interviews]
    held, counts = transcripts_of(ids), passages_marked(ids)
    return {
        one.id: [
            Step(
                position=20,
                title=_("Coding"),
                text=ngettext(
                    "%(num)s passage is marked.",
                    "%(num)s passages are marked.",
                    counts.get(one.id, 0),
                ),
                url=url_for("coding.show", slug=one.process.slug, code=one.code),
                link=_("Read and code"),
            )
        ]
        for one in interviews
        if one.id in held
    }
