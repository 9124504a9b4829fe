"""What the interviewee has said of a passage, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.coding import PassageState
from consult.kernel.i18n import _l

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.kernel.i18n import Words

PASSAGE_STATES: Mapping[str, Words] = {
    PassageState.OPEN.value: _l("The interviewee has not answered on it"),
    PassageState.APPROVED.value: _l("Approved by the interviewee"),
    PassageState.AMENDED.value: _l("To be published in other words only"),
    PassageState.WITHHELD.value: _l("Withheld by the interviewee: not to be published"),
}
