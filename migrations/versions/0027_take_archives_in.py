"""Take archives in: their files follow one another.

Revision: 0027
Follows: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import",
        sa.Column(
            "follows_id",
            sa.Integer(),
            sa.ForeignKey("import.id", name=op.f("fk_import_follows_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_import_follows_id"), "import", ["follows_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_import_follows_id"), "import")
    op.drop_column("import", "follows_id")
