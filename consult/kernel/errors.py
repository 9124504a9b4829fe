"""Refusals: what went against a rule, in words a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult.kernel.i18n import Words


class RefusedError(Exception):
    """A rule was broken; `field` names the field it belongs beside, if any."""

    status = 422

    def __init__(self, message: Words = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowedError(RefusedError):
    """This person may not do this now."""

    status = 403


class NotFoundError(RefusedError):
    """There is no such thing, or none that this person may see."""

    status = 404


class ConflictError(RefusedError):
    """Somebody else changed the thing meanwhile."""

    status = 409


class TooManyError(RefusedError):
    """Too many requests of one kind; `retry_after` seconds from now there is room again."""

    status = 429

    def __init__(self, message: Words = "", *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BadRequestError(RefusedError):
    """The request itself makes no sense: an unknown filter, a malformed id."""

    status = 400
