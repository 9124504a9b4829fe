"""What the map calls things, in words."""

from __future__ import annotations

from consult.ideamap.models import Maturity
from consult.kernel.i18n import Words, _l

MATURITIES: dict[Maturity, Words] = {
    Maturity.SPARK: _l("Spark"),
    Maturity.IDEA: _l("Idea"),
    Maturity.PROPOSAL: _l("Proposal"),
    Maturity.CANDIDATE: _l("Candidate"),
    Maturity.PROJECT: _l("Project"),
}
