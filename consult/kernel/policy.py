"""Who may do what, and why not: verdicts with a reason a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.kernel.errors import NotAllowedError

if TYPE_CHECKING:
    from consult.kernel.i18n import Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes, or a no with its reason."""

    allowed: bool
    reason: Words = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: Words) -> Verdict:
    """Refuse, and say why."""
    return Verdict(allowed=False, reason=reason)


def require(verdict: Verdict) -> None:
    """Go on only after a yes; raises `NotAllowedError` with the verdict's reason."""
    if not verdict.allowed:
        raise NotAllowedError(verdict.reason)
