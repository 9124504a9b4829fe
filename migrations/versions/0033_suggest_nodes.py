"""Keep what the vectors suggest to curators, and what they made of it.

Revision: 0033
Follows: 0032
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "node_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contributions", JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "refused",
                name="suggestionstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'accepted') = (node_id IS NOT NULL)",
            name=op.f("ck_node_suggestion_accepted_has_a_node"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_node_suggestion_process_id")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_node_suggestion_node_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_node_suggestion_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_suggestion")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_node_suggestion_node_id"), "node_suggestion", ["node_id"])
    op.create_index("ix_node_suggestion_process", "node_suggestion", ["process_id", "state", "id"])


def downgrade() -> None:
    op.drop_table("node_suggestion")
