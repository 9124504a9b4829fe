"""That a voice does not belong on a node, though a code says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kernel.db import Model


class TieRefusal(Model):
    """A curator does not hang an approved passage on the node that its code is."""

    __tablename__ = "tie_refusal"
    __table_args__ = (UniqueConstraint("node_id", "contribution_id"),)

    node_id: Mapped[int] = mapped_column(ForeignKey("node.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
