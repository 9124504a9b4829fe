"""Leave an address for the minutes.

Revision: 0023
Follows: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_seat_address_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_address")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_seat_address_seat_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("seat_address")
