"""Note which version of what they support people have read.

Revision: 0018
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("support", sa.Column("read_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("support", "read_version")
