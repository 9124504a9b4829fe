"""What tables propose for the map: a pile of cards that may become a node."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.ideamap import Node
from consult.kernel.db import Model
from consult.wall import Pile


class ProposalState(StrEnum):
    """What the curators made of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Proposal(Model):
    """A pile of a closed session, proposed as a node; what it says stays in the pile."""

    __tablename__ = "node_proposal"
    __table_args__ = (
        CheckConstraint("(state = 'accepted') = (node_id IS NOT NULL)", name="accepted_has_a_node"),
        Index("ix_node_proposal_process", "process_id", "state", "id"),
    )

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    pile_id: Mapped[int] = mapped_column(ForeignKey("pile.id"), unique=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.OPEN)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("node.id"), index=True)
    made_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    pile: Mapped[Pile] = relationship(lazy="raise_on_sql")
    node: Mapped[Node | None] = relationship(lazy="raise_on_sql")
