"""Ask a room.

Revision: 0016
Follows: 0015
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "one", "scale", "ranking", "words", name="pollkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["block_id"], ["session_block.id"], name=op.f("fk_poll_block_id")),
        sa.ForeignKeyConstraint(["follows_id"], ["poll.id"], name=op.f("fk_poll_follows_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_poll_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_poll_session_id"), "poll", ["session_id"])
    op.create_table(
        "poll_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_answer_poll_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_poll_answer_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_answer")),
        sa.UniqueConstraint("poll_id", "seat_id", name=op.f("uq_poll_answer_poll_id_seat_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_poll_answer_seat_id"), "poll_answer", ["seat_id"])


def downgrade() -> None:
    op.drop_table("poll_answer")
    op.drop_table("poll")
