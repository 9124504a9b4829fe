"""Keep photos of walls, and where on them each card stands.

Revision: 0025
Follows: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wall_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("hidden_because", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_wall_photo_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["session_block.id"], name=op.f("fk_wall_photo_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["attachment.id"], name=op.f("fk_wall_photo_picture_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_wall_photo_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_photo")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_wall_photo_session_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "wall_crop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "x >= 0 AND y >= 0 AND x + width <= 100.01", name=op.f("ck_wall_crop_inside_across")
        ),
        sa.CheckConstraint(
            "width > 0 AND height > 0 AND y + height <= 100.01",
            name=op.f("ck_wall_crop_inside_down"),
        ),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_wall_crop_card_id")),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["wall_photo.id"], name=op.f("fk_wall_crop_photo_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_crop")),
        sa.UniqueConstraint("card_id", name=op.f("uq_wall_crop_card_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_wall_crop_photo_id"), "wall_crop", ["photo_id"])


def downgrade() -> None:
    op.drop_table("wall_crop")
    op.drop_table("wall_photo")
