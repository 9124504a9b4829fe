"""Announce sessions: until then they are drafts.

Revision: 0026
Follows: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "table_session", sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute("UPDATE table_session SET announced_at = created_at")  # all were public at once


def downgrade() -> None:
    op.drop_column("table_session", "announced_at")
