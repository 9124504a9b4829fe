"""What this room's stories are about, beside the makers that all rooms share."""

from __future__ import annotations

from datetime import timedelta

from consult.kernel.clock import now
from consult.processes import Activity, PhaseDraft
from tests.makers import in_every_language


def a_phase_draft(title="Voices", opens=(Activity.SUBMIT_IDEAS,), *, begins=-1, ends=1, **others):
    """A phase from `begins` days from now to `ends` days from now."""
    moment = now()
    return PhaseDraft(
        title=in_every_language(title),
        opens_at=moment + timedelta(days=begins),
        closes_at=moment + timedelta(days=ends),
        opens=opens,
        **others,
    )
