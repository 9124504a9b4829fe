"""Tie codes to nodes of the idea map, and keep what curators do not hang there.

Revision: 0035
Follows: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "code",
        sa.Column(
            "node_id",
            sa.Integer(),
            sa.ForeignKey("node.id", name=op.f("fk_code_node_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_code_node_id"), "code", ["node_id"])
    op.create_table(
        "tie_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_tie_refusal_by_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_tie_refusal_contribution_id")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_tie_refusal_node_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_refusal")),
        sa.UniqueConstraint(
            "node_id", "contribution_id", name=op.f("uq_tie_refusal_node_id_contribution_id")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("tie_refusal")
    op.drop_index(op.f("ix_code_node_id"), table_name="code")
    op.drop_column("code", "node_id")
