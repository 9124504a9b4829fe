"""What silence means, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.guides.models import ConsentText, Silence
from consult.kernel.i18n import Words, _l, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

SILENCES: Mapping[Silence, Words] = {
    Silence.WITHHOLDS: _l("No answer means no: nothing is published"),
    Silence.APPROVES: _l("No answer means yes: passages are published as agreed"),
}


def silence_words(text: ConsentText) -> str:
    """Say what silence means, and after how many days."""
    if text.silence is Silence.APPROVES:
        return ngettext(
            "If you do not answer within %(num)s day of the letter with your passages, they are "
            "published as you have agreed here.",
            "If you do not answer within %(num)s days of the letter with your passages, they are "
            "published as you have agreed here.",
            text.silence_days,
        )
    return ngettext(
        "If you do not answer within %(num)s day of the letter with your passages, none of them "
        "is published.",
        "If you do not answer within %(num)s days of the letter with your passages, none of them "
        "is published.",
        text.silence_days,
    )
