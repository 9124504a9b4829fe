"""The token in a letter of invitation: whoever holds the letter answers it, without an account."""

from __future__ import annotations

import hashlib
import hmac

from consult.kernel.config import current_config

LENGTH = 40


def token_for(session_id: int, email: str) -> str:
    """Return the token of someone's letters: made anew for each, kept only as its hash."""
    key = current_config().secret_key.encode()
    said = f"invitation:{session_id}:{email.casefold()}".encode()
    return hmac.new(key, said, "sha256").hexdigest()[:LENGTH]


def hash_of(token: str) -> str:
    """Return the hash under which a token is known."""
    return hashlib.sha256(token.encode()).hexdigest()
