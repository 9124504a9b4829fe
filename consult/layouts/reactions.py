"""What the layouts do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy import delete

from consult.contributions import Contribution, contribution_erased
from consult.kernel.db import db
from consult.layouts.models import LayoutSpot


@contribution_erased.when
def forget_its_spot(contribution: Contribution) -> None:
    """Where words lay told something of them: it goes with them."""
    db.session.execute(delete(LayoutSpot).where(LayoutSpot.contribution_id == contribution.id))
