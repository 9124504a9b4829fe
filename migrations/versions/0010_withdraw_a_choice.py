"""Withdraw a choice before it opens, and know which version of its rules was read.

Revision: 0010
Follows: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("choice", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "choice", sa.Column("withdrawn_because", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("choice", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("choice", "version")
    op.drop_column("choice", "withdrawn_because")
    op.drop_column("choice", "withdrawn_at")
