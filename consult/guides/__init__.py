"""What interviewees are asked: guides in versions, and the words of consent in versions."""

from consult.guides.chapters import AskedQuestion, Chapter, chapters_of
from consult.guides.commands import (
    ConsentDraft,
    GuideDraft,
    UnsoundConsentTextError,
    UnsoundGuideError,
    make_guide,
    publish_consent_text,
    revise_guide,
)
from consult.guides.desk import at_the_desk
from consult.guides.models import ConsentText, Guide, GuideVersion, Silence
from consult.guides.policy import TEAM, can_keep_guides, can_open_interviews
from consult.guides.queries import (
    consent_text_of,
    find_guide,
    guide_version_of,
    guides_of,
)
from consult.guides.slots import Way, interview_ways, ways_in
from consult.guides.words import silence_words

__all__ = [
    "TEAM",
    "AskedQuestion",
    "Chapter",
    "ConsentDraft",
    "ConsentText",
    "Guide",
    "GuideDraft",
    "GuideVersion",
    "Silence",
    "UnsoundConsentTextError",
    "UnsoundGuideError",
    "Way",
    "at_the_desk",
    "can_keep_guides",
    "can_open_interviews",
    "chapters_of",
    "consent_text_of",
    "find_guide",
    "guide_version_of",
    "guides_of",
    "interview_ways",
    "make_guide",
    "publish_consent_text",
    "revise_guide",
    "silence_words",
    "ways_in",
]
