"""What is refused of a project, and the check that two editors never overwrite each other."""

from __future__ import annotations

from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _


class StaleProjectError(ConflictError):
    """Somebody else has saved this since its page was opened."""


class OriginAlreadyError(RefusedError):
    """A voice is at the origin of a project once."""


class NotSaidError(RefusedError):
    """The words kept of a voice are its own, as it said them."""


class NoReasonError(RefusedError):
    """Nothing is set aside, joined or taken back without a reason."""


class NotJoinableError(RefusedError):
    """A project goes on in another that is itself under way."""


def refuse_stale(now_at: int, seen: int) -> None:
    """Raise `StaleProjectError` unless what was read is what is saved."""
    if now_at != seen:
        raise StaleProjectError(
            _("Somebody else changed this while you were writing. Your words are kept below.")
        )
