"""Keep the whole text of an interview as its interviewee was given it to read.

Revision: 0037
Follows: 0036
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "whole_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turns", JSON, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("approved", "withheld", name="wholeanswer", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_whole_text_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_whole_text_sent_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whole_text")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_whole_text_interview_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("whole_text")
