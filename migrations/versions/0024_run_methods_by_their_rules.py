"""Run methods by their rules: places of groups, a grid of topics, cards read one at a time.

Revision: 0024
Follows: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seat_group", sa.Column("place", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "grid_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_grid_place_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_place")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_grid_place_session_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "grid_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_grid_cell_card_id")),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["seat_group.id"],
            name=op.f("fk_grid_cell_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_cell")),
        sa.UniqueConstraint("card_id", name=op.f("uq_grid_cell_card_id")),
        sa.UniqueConstraint("group_id", name=op.f("uq_grid_cell_group_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "card_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["session_block.id"], name=op.f("fk_card_reading_block_id")
        ),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_reading_card_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_reading")),
        sa.UniqueConstraint("block_id", "card_id", name=op.f("uq_card_reading_block_id_card_id")),
        sa.UniqueConstraint("block_id", "number", name=op.f("uq_card_reading_block_id_number")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("card_reading")
    op.drop_table("grid_cell")
    op.drop_table("grid_place")
    op.drop_column("seat_group", "place")
