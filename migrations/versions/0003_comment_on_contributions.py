"""Comment on contributions.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATES = ("waiting", "published", "hidden", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_comment_answers_another")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_comment_contribution_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_comment_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_comment_thread", "comment", ["contribution_id", "parent_id", "written_at", "id"]
    )
    op.create_index("ix_comment_replies", "comment", ["parent_id", "written_at", "id"])
    op.create_index(op.f("ix_comment_voice_id"), "comment", ["voice_id"])


def downgrade() -> None:
    op.drop_table("comment")
