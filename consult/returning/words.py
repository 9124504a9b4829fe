"""What answers are called, by who gives them and by who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.i18n import Words, _l
from consult.returning.models import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS: Mapping[Answer, Words] = {
    Answer.APPROVED: _l("Publish it as it stands"),
    Answer.AMENDED: _l("Publish it in my words"),
    Answer.WITHHELD: _l("Do not publish it"),
}
ANSWERED: Mapping[Answer, Words] = {
    Answer.APPROVED: _l("approved"),
    Answer.AMENDED: _l("changed"),
    Answer.WITHHELD: _l("withheld"),
}
