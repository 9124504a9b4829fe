"""Keep ideas' receipts.

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idea_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_idea_draft_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_idea_draft_contribution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_draft")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_idea_draft_token_hash")),
        sqlite_strict=True,
    )
    op.create_index("ix_idea_draft_created_at", "idea_draft", ["created_at"])
    # SQLite learns to tell how rare a stem is.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_words_terms USING fts5vocab('search_words', 'row')")


def downgrade() -> None:
    op.drop_table("idea_draft")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words_terms")
