"""What the interviews room tells the rooms above it."""

from __future__ import annotations

from consult.interviews.models import Consent, Interview
from consult.kernel.facts import Fact

consent_given: Fact[Consent] = Fact("consent_given")
"""A purpose is agreed to that was not before."""
consent_withdrawn: Fact[Consent] = Fact("consent_withdrawn")
"""What was agreed to is not any more: whatever rests on it goes from sight at once."""
interview_changed: Fact[Interview] = Fact("interview_changed")
"""Who is heard is known otherwise: another name, role or zone, or fewer such people."""
interview_deleted: Fact[Interview] = Fact("interview_deleted")
"""Everything was taken back: texts, marks and contributions of it are erased."""
