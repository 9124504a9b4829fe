"""Give the floor in turn.

Revision: 0015
Follows: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaking_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_id"], ["session_block.id"], name=op.f("fk_speaking_turn_block_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_speaking_turn_seat_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_speaking_turn_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaking_turn")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_speaking_turn_list", "speaking_turn", ["session_id", "block_id", "position", "id"]
    )
    op.create_index(op.f("ix_speaking_turn_seat_id"), "speaking_turn", ["seat_id"])
    op.create_index(
        "uq_speaking_turn_open",
        "speaking_turn",
        ["block_id", "seat_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND taken_back_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND taken_back_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("speaking_turn")
