"""What the desk page of an interview says of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.interviews import Interview, Purpose, Step, interview_steps, may
from consult.kernel.i18n import _
from consult.transcripts.queries import transcripts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@interview_steps.filler
def the_text_of_it(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Step]]:
    """Lead to the text, or to where one is brought in."""
    held = transcripts_of([one.id for one in interviews])
    steps = {}
    for one in interviews:
        if not may(one, Purpose.TRANSCRIBE):
            continue
        transcript = held.get(one.id)
        url = url_for("transcripts.show", slug=one.process.slug, code=one.code)
        steps[one.id] = [
            Step(
                position=10,
                title=_("Transcript"),
                text=_("Version %(number)d.", number=transcript.number)
                if transcript
                else _("There is no text yet."),
                url=url,
                link=_("Read and correct the text") if transcript else _("Bring a text in"),
            )
        ]
    return steps
