"""Keep which suggested themes were refused, so that they are not suggested again.

Revision: 0038
Follows: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_theme_refusal_by_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_theme_refusal_contribution_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_refusal_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_refusal")),
        sa.UniqueConstraint(
            "contribution_id", "theme_id", name=op.f("uq_theme_refusal_contribution_id_theme_id")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("theme_refusal")
