"""What kinds, purposes and states are called, and what each purpose means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.interviews.models import (
    BodyKind,
    ConsentMethod,
    FileKind,
    InterviewKind,
    InterviewState,
    Purpose,
)
from consult.interviews.policy import FEW
from consult.kernel.i18n import Words, _l

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[InterviewKind, Words] = {
    InterviewKind.INTERVIEW: _l("Interview"),
    InterviewKind.MEETING: _l("Dedicated meeting"),
    InterviewKind.DISCUSSION: _l("Public discussion"),
}
BODY_KINDS: Mapping[BodyKind, Words] = {
    BodyKind.MUNICIPALITY: _l("Municipality"),
    BodyKind.PUBLIC_BODY: _l("Public body"),
    BodyKind.ASSOCIATION: _l("Association"),
    BodyKind.BUSINESS: _l("Business"),
    BodyKind.UNION: _l("Trade union"),
    BodyKind.SCHOOL: _l("School or university"),
    BodyKind.HEALTH: _l("Health and care"),
    BodyKind.RESIDENT: _l("Residents"),
}
STATES: Mapping[InterviewState, Words] = {
    InterviewState.PLANNED: _l("To be held"),
    InterviewState.HELD: _l("Held"),
    InterviewState.WITHDRAWN: _l("Withdrawn"),
}
PURPOSES: Mapping[Purpose, Words] = {
    Purpose.RECORD: _l("Record the conversation"),
    Purpose.TRANSCRIBE: _l("Write down what is said"),
    Purpose.QUOTE_BY_NAME: _l("Quote passages with the name"),
    Purpose.QUOTE_BY_ROLE: _l("Quote passages with role and zone, without the name"),
    Purpose.USE: _l("Use what is said without quoting it"),
    Purpose.PUBLISH_WHOLE: _l("Publish the whole text"),
}
MEANINGS: Mapping[Purpose, Words] = {
    Purpose.RECORD: _l("The audio is heard only by who transcribes, and deleted on its day."),
    Purpose.TRANSCRIBE: _l("The text is read only by who works on the interviews."),
    Purpose.QUOTE_BY_NAME: _l("Only passages that you have read and approved."),
    Purpose.QUOTE_BY_ROLE: _l(
        "Only passages that you have read and approved. Where fewer than %(few)d people have your "
        "role in your zone, neither is shown.",
        few=FEW,
    ),
    Purpose.USE: _l("It counts among the reasons of who writes the plan, and nobody reads it."),
    Purpose.PUBLISH_WHOLE: _l("Everyone can read all of it, after you have approved it."),
}
METHODS: Mapping[ConsentMethod, Words] = {
    ConsentMethod.LINK: _l("by the private link"),
    ConsentMethod.PAPER: _l("on paper"),
}
FILE_KINDS: Mapping[FileKind, Words] = {
    FileKind.AUDIO: _l("Audio"),
    FileKind.SCAN: _l("Scan of the consent"),
}
