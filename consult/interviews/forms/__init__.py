"""The forms of the desk of interviews, and of the private link."""

from consult.interviews.forms.asking import (
    AnswersForm,
    FileForm,
    LinkForm,
    PaperForm,
    ReasonForm,
    answers_form,
    asked_by,
    purpose_fields,
)
from consult.interviews.forms.keeping import (
    HoldingForm,
    InterviewForm,
    PresenceForm,
    interview_form,
)

__all__ = [
    "AnswersForm",
    "FileForm",
    "HoldingForm",
    "InterviewForm",
    "LinkForm",
    "PaperForm",
    "PresenceForm",
    "ReasonForm",
    "answers_form",
    "asked_by",
    "interview_form",
    "purpose_fields",
]
