"""What decisions and kinds of work are called."""

from __future__ import annotations

from consult.docket.models import Verb, Work
from consult.kernel.i18n import Words, _l

VERBS: dict[Verb, Words] = {
    Verb.PUBLISHED: _l("Published"),
    Verb.HIDDEN: _l("Not published"),
    Verb.SHOWN_AGAIN: _l("Published again"),
    Verb.RETURNED: _l("Back to its author"),
    Verb.TRANSFERRED: _l("Passed on"),
    Verb.KEPT: _l("Stays public"),
    Verb.UPHELD: _l("Stays unpublished"),
}
WORKS: dict[Work, Words] = {
    Work.WAITING: _l("Waiting"),
    Work.REPORTED: _l("Reported"),
    Work.SECOND_LOOK: _l("Second look"),
}
