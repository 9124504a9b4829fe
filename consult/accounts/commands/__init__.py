"""What people do with their account, and what administrators do with others'."""

from consult.accounts.commands.meeting import meet
from consult.accounts.commands.people import (
    LONGEST_NAME,
    Profile,
    create_admin,
    introduce,
    reinstate,
    suspend,
)
from consult.accounts.commands.sign_in import (
    Browser,
    CodeEndedError,
    WrongCodeError,
    ask_for_code,
    check_code,
    end_sign_in,
    end_sign_ins,
    note_seen,
    sign_in,
    sign_in_with_code,
    sign_out,
)

__all__ = [
    "LONGEST_NAME",
    "Browser",
    "CodeEndedError",
    "Profile",
    "WrongCodeError",
    "ask_for_code",
    "check_code",
    "create_admin",
    "end_sign_in",
    "end_sign_ins",
    "introduce",
    "meet",
    "note_seen",
    "reinstate",
    "sign_in",
    "sign_in_with_code",
    "sign_out",
    "suspend",
]
