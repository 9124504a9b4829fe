"""Where a whole text stands, in words for the desk."""

from __future__ import annotations

from consult.kernel.i18n import _
from consult.wholes.models import WholeAnswer, WholeText


def standing_of(whole: WholeText | None) -> str:
    """Return what became of a whole text."""
    if whole is None:
        return _("It was not sent yet.")
    if whole.answer is None:
        return _("It waits for the interviewee's answer; silence publishes nothing.")
    if whole.answer is WholeAnswer.WITHHELD:
        return _("The interviewee withheld it.")
    return _("The interviewee approved it: everyone can read it.")
