"""Propose nodes of the map from the piles of tables.

Revision: 0020
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "node_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("pile_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open", "accepted", "refused", name="proposalstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'accepted') = (node_id IS NOT NULL)",
            name=op.f("ck_node_proposal_accepted_has_a_node"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_node_proposal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_node_proposal_node_id")),
        sa.ForeignKeyConstraint(["pile_id"], ["pile.id"], name=op.f("fk_node_proposal_pile_id")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_node_proposal_process_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_node_proposal_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_proposal")),
        sa.UniqueConstraint("pile_id", name=op.f("uq_node_proposal_pile_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_node_proposal_process", "node_proposal", ["process_id", "state", "id"])
    op.create_index(op.f("ix_node_proposal_node_id"), "node_proposal", ["node_id"])


def downgrade() -> None:
    op.drop_table("node_proposal")
