"""Forms: shape checked, text cleaned, sent once, with their refusals beside the field."""

from consult.kernel.forms.creating import CreatingForm, SubmissionTokenField
from consult.kernel.forms.fields import LineField, MomentField, TextField
from consult.kernel.forms.shapes import ActionForm, Form, VersionedForm

__all__ = [
    "ActionForm",
    "CreatingForm",
    "Form",
    "LineField",
    "MomentField",
    "SubmissionTokenField",
    "TextField",
    "VersionedForm",
]
