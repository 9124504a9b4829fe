"""The signed token by which whoever was shown a page hears that its topic changed."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer

from consult.kernel.config import current_config

LONGEST = 200


def topic_token(topic: str) -> str:
    """Return the token of a topic, for a page whose viewer may see it; it never ages.

    It opens no page: by it one only hears *that* something changed.
    """
    return str(_serializer().dumps(topic))


def topic_of(token: str) -> str | None:
    """Return the topic of a token, or none for what we have not signed."""
    if len(token) > LONGEST:
        return None
    try:
        topic = _serializer().loads(token)
    except BadSignature:
        return None
    return topic if isinstance(topic, str) else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_config().secret_key, salt="live-topic")
