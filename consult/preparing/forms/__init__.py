"""The forms of the facilitators' desk."""

from consult.preparing.forms.agenda import (
    BLOCK_FIELDS,
    BlockForm,
    MethodForm,
    changed_block_form,
    filled_block_form,
    new_block_form,
)
from consult.preparing.forms.sending import DocumentForm, InvitationForm
from consult.preparing.forms.sessions import (
    CancellationForm,
    NewSessionForm,
    SessionForm,
    new_session_form,
    saved_of,
    session_form,
)
from consult.preparing.forms.standing import (
    FacilitatorForm,
    MemberForm,
    TableForm,
    filled_table_form,
    member_form,
    table_form,
)

__all__ = [
    "BLOCK_FIELDS",
    "BlockForm",
    "CancellationForm",
    "DocumentForm",
    "FacilitatorForm",
    "InvitationForm",
    "MemberForm",
    "MethodForm",
    "NewSessionForm",
    "SessionForm",
    "TableForm",
    "changed_block_form",
    "filled_block_form",
    "filled_table_form",
    "member_form",
    "new_block_form",
    "new_session_form",
    "saved_of",
    "session_form",
    "table_form",
]
