"""What consent allows with an interview's words, said wherever they leave for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.interviews import PURPOSES, Purpose, may, purposes_of
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from consult.interviews import Interview


def allowed(interview: Interview) -> dict[Purpose, bool]:
    """What the interviewee was asked, and whether they agree now."""
    return {purpose: may(interview, purpose) for purpose in purposes_of(interview)}


def consent_lines(interview: Interview) -> list[str]:
    """Say for each purpose whether it is allowed."""
    return [
        _("%(purpose)s: %(answer)s", purpose=PURPOSES[purpose], answer=_("yes") if yes else _("no"))
        for purpose, yes in allowed(interview).items()
    ]


def warning() -> str:
    """What whoever opens such a file must know first."""
    return _(
        "This file is for the coders of this consultation only. It holds words that the "
        "interviewees may not have approved: nothing of it may be published or passed on. What "
        "each interviewee agreed to on the day of this file stands with the text."
    )
