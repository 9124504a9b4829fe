"""Announce changes to live pages.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "live_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_change")),
        sqlite_strict=True,
    )
    op.create_index("ix_live_change_topic", "live_change", ["topic", "part"])
    op.create_table(
        "live_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_part")),
        sa.UniqueConstraint("topic", "part", name=op.f("uq_live_part_topic_part")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_live_part_changed_at"), "live_part", ["changed_at"])


def downgrade() -> None:
    op.drop_table("live_part")
    op.drop_table("live_change")
