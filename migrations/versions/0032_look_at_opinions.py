"""Keep what was found of a question's answers, and how much another answer would tell.

Revision: 0032
Follows: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.add_column("statement", sa.Column("priority", sa.Float(), nullable=True))
    op.create_table(
        "opinion_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("manifest", JSON, nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_opinion_run_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_run")),
        sqlite_strict=True,
    )
    op.create_index("ix_opinion_run_question", "opinion_run", ["question_id", "id"])


def downgrade() -> None:
    op.drop_table("opinion_run")
    op.drop_column("statement", "priority")
