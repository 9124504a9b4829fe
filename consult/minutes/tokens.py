"""The signed link in a letter with minutes: whoever holds it reads them and corrects them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from consult.kernel.config import current_config
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

LINK_LIVES = timedelta(days=60)


def link_to(seat_id: int, at: datetime) -> str:
    """Return the whole address by which one seat reads its minutes, for a time from a moment."""
    until = int((at + LINK_LIVES).timestamp())
    return f"{current_config().base_url}/minutes/{_serializer().dumps([seat_id, until])}"


def seat_id_of(token: str, at: datetime) -> int:
    """Return for which seat a link was made. Raises `NotFoundError` once it expired."""
    try:
        seat_id, until = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError) as wrong:
        raise NotFoundError(
            _("This address does not work. Copy it whole from the letter.")
        ) from wrong
    if at >= datetime.fromtimestamp(until, UTC):
        raise NotFoundError(_("This link has expired: the approved minutes are public."))
    return int(seat_id)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="read-minutes")
