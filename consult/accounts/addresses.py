"""E-mail addresses: what mail can be sent to, and what tells one mailbox from another."""

from __future__ import annotations

import re

from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line

LONGEST_ADDRESS = 254
# What HTML calls a valid e-mail address, with at least one dot after the @.
_ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+",
    re.IGNORECASE | re.ASCII,
)


def valid_address(typed: str) -> str:
    """Return an e-mail address as mail can be sent to it.

    Raises `RefusedError` beside the field `email` when it is none.
    """
    address = clean_line(typed)
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise RefusedError(
            _("Write a whole e-mail address, such as ada@example.org."), field="email"
        )
    return address
