"""The six digits of a challenge: computed from the secret key, so that no table holds them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from consult.kernel.config import current_config

DIGITS = 6


def new_challenge() -> str:
    """Return a public name for a challenge that nobody can guess (128 bits)."""
    return secrets.token_urlsafe(16)


def code_for(challenge: str, email_key: str) -> str:
    """Return the digits that open a challenge, the same each time they are asked for."""
    key = current_config().secret_key.encode()
    message = f"sign-in-code:{challenge}:{email_key}".encode()
    number = int.from_bytes(hmac.digest(key, message, hashlib.sha256), "big")
    return str(number % 10**DIGITS).zfill(DIGITS)


def is_code(typed: str, challenge: str, email_key: str) -> bool:
    """Whether these are the digits, compared in a time that tells nothing."""
    return hmac.compare_digest(typed.encode(), code_for(challenge, email_key).encode())
