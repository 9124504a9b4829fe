"""Count supports, keep versions.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A place in the drawn order for each contribution that is there already.
DRAW_LOTS = {
    "sqlite": "UPDATE contribution SET lot = abs(random()) % 2147483648",
    "postgresql": "UPDATE contribution SET lot = floor(random() * 2147483647)::integer",
}


def upgrade() -> None:
    op.create_table(
        "past_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revised_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_past_version_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["revised_by_id"], ["person.id"], name=op.f("fk_past_version_revised_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_version")),
        sa.UniqueConstraint(
            "contribution_id", "number", name=op.f("uq_past_version_contribution_id_number")
        ),
        sqlite_strict=True,
    )
    for name, start in (("supports", "0"), ("comments", "0"), ("lot", "0"), ("version", "1")):
        op.add_column(
            "contribution", sa.Column(name, sa.Integer(), nullable=False, server_default=start)
        )
    op.add_column("contribution", sa.Column("revised_at", sa.DateTime(timezone=True)))
    op.execute(DRAW_LOTS[op.get_context().dialect.name])
    for name, column in (("supported", "supports"), ("discussed", "comments"), ("lot", "lot")):
        op.create_index(
            f"ix_contribution_{name}", "contribution", ["process_id", "state", column, "id"]
        )
    op.add_column(
        "process", sa.Column("edit_hours", sa.Integer(), nullable=False, server_default="24")
    )
    op.add_column("process", sa.Column("supports_shown_from", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("process", "supports_shown_from")
    op.drop_column("process", "edit_hours")
    for name in ("lot", "discussed", "supported"):
        op.drop_index(f"ix_contribution_{name}", "contribution")
    for name in ("revised_at", "version", "lot", "comments", "supports"):
        op.drop_column("contribution", name)
    op.drop_table("past_version")
