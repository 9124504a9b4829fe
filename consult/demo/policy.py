"""What may be done in the demo and nowhere else."""

from __future__ import annotations

from consult.kernel.config import Config
from consult.kernel.i18n import _
from consult.kernel.policy import YES, Verdict, no


def can_build(config: Config) -> Verdict:
    """Invented people are never mixed with real ones."""
    if not config.demo:
        return no(_("Invented people and voices are put only into a demonstration."))
    return YES


def can_become(config: Config) -> Verdict:
    """Nobody enters as somebody else, but in the demo."""
    if not config.demo:
        return no(_("One can become somebody else only in a demonstration."))
    return YES
