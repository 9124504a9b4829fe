"""What the pages call acts and their outcomes."""

from __future__ import annotations

from consult.kernel.i18n import Words, _l
from consult.taxonomy.models import ActKind

ACTS: dict[ActKind, Words] = {
    ActKind.GUIDELINES: _l("Guidelines"),
    ActKind.IDEA_MAP: _l("Idea map"),
    ActKind.ADOPTION: _l("Adoption"),
    ActKind.OPINION: _l("Opinion"),
    ActKind.APPROVAL: _l("Approval"),
    ActKind.OTHER: _l("Act"),
}
OUTCOMES: dict[str, Words] = {
    "favourable": _l("favourable"),
    "unfavourable": _l("unfavourable"),
}
