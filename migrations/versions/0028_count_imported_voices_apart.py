"""Count imported voices apart: nobody knows how many people they are.

Revision: 0028
Follows: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "process_tally", sa.Column("imported", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute("""
        UPDATE process_tally SET imported = (
            SELECT count(*) FROM contribution JOIN voice ON voice.id = contribution.voice_id
            WHERE contribution.process_id = process_tally.process_id
            AND contribution.state = 'published' AND voice.kind = 'imported'
        )
    """)


def downgrade() -> None:
    op.drop_column("process_tally", "imported")
