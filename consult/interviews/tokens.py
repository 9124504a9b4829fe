"""The token of a private link: made anew from its row's number, kept only as its hash."""

from __future__ import annotations

import hashlib
import hmac

from consult.kernel.config import current_config

LENGTH = 40


def token_of(interview_id: int, number: int) -> str:
    """Return the token of the link with this number: nobody derives it without our secret."""
    key = current_config().secret_key.encode()
    return hmac.new(key, f"interview:{interview_id}:{number}".encode(), "sha256").hexdigest()[
        :LENGTH
    ]


def hash_of(token: str) -> str:
    """Return the hash under which a token is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_to(token: str) -> str:
    """Return the whole address of a link."""
    return f"{current_config().base_url}/interviews/{token}"
