"""The signed token in a reminder, by which whoever holds the letter stops the reminders."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

from consult.kernel.config import current_config
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from consult.commitments.models import Commitment

LENGTH = 16


def stop_url(commitment: Commitment, email: str) -> str:
    """Return the whole address by which the reminders to an e-mail address are stopped.

    It names a promise and the hash of the address: nobody reads the address off it.
    """
    token = _serializer().dumps([commitment.id, digest(email)])
    return f"{current_config().base_url}/commitments/stop/{token}"


def read_token(token: str) -> tuple[int, str]:
    """Return the promise and the hash that a token names.

    Raises `NotFoundError` for what we have not signed.
    """
    try:
        commitment_id, hashed = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError) as wrong:
        raise NotFoundError(
            _("This address does not work. Copy it whole from the letter.")
        ) from wrong
    return commitment_id, hashed


def digest(email: str) -> str:
    """Return the hash that stands for an address, however it is capitalised."""
    return sha256(email.casefold().encode()).hexdigest()[:LENGTH]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="stop-reminders")
