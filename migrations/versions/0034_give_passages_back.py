"""Give passages back to interviewees: rounds with their end, passages with their answers.

Revision: 0034
Follows: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_return_round_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_return_round_sent_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["consent_text.id"], name=op.f("fk_return_round_text_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_round")),
        sqlite_strict=True,
    )
    op.create_index("ix_return_round_closes", "return_round", ["closed_at", "closes_at"])
    op.create_index(
        "uq_return_round_open",
        "return_round",
        ["interview_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "returned_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum("approved", "amended", "withheld", name="answer", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_silence", sa.Boolean(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_returned_passage_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_returned_passage_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_returned_passage_theme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_passage")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_returned_passage_contribution_id")),
        sa.UniqueConstraint(
            "interview_id", "number", name=op.f("uq_returned_passage_interview_id_number")
        ),
        sa.UniqueConstraint("passage_id", name=op.f("uq_returned_passage_passage_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("returned_passage")
    op.drop_table("return_round")
