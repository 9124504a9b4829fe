"""The letter to an interviewee: the whole text waits to be read."""

from __future__ import annotations

from consult.interviews import get_interview, link_of, write_with_link
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.wholes.models import WholeText


@job
def write_of_whole(*, whole_id: int, number: int) -> None:
    """Write that the text waits, unless another was sent, it was answered or taken back."""
    whole = db.session.get(WholeText, whole_id)
    if whole is None or whole.number != number or whole.answer is not None:
        return
    interview = get_interview(whole.interview_id)
    link = link_of(interview)
    if link is not None and link.is_valid(now()):
        write_with_link(interview, link, "wholes/mail/whole.txt")
