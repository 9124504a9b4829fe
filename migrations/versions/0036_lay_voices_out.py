"""Keep where voices lie by what they mean, and what the layout stands on.

Revision: 0036
Follows: 0035
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("manifest", JSON, nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_layout_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        sa.UniqueConstraint("process_id", name=op.f("uq_layout_process_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "layout_spot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("began_x", sa.Double(), nullable=True),
        sa.Column("began_y", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "(began_x IS NULL) = (began_y IS NULL)",
            name=op.f("ck_layout_spot_began_somewhere_or_not"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_layout_spot_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_layout_spot_contribution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout_spot")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_layout_spot_contribution_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_layout_spot_process", "layout_spot", ["process_id", "contribution_id"])


def downgrade() -> None:
    op.drop_table("layout_spot")
    op.drop_table("layout")
