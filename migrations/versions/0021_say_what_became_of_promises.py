"""Say what became of promises, each time by an act with its day.

Revision: 0021
Follows: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATES = sa.Enum(
    "open",
    "under_way",
    "late",
    "kept",
    "dropped",
    name="commitmentstate",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "commitment_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("state", STATES, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_promiser", sa.Boolean(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_commitment_act_by_id")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_act_commitment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_act")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_commitment_act_commitment_id"), "commitment_act", ["commitment_id"])
    # What was settled before there were acts: by whoever wrote it down, the only one we know.
    op.execute(
        "INSERT INTO commitment_act (commitment_id, state, note, at, by_id, by_promiser) "
        "SELECT id, state, note, changed_at, entered_by_id, false FROM commitment "
        "WHERE state <> 'open' AND changed_at IS NOT NULL AND entered_by_id IS NOT NULL "
        "ORDER BY id"
    )
    op.drop_column("commitment", "state_before")


def downgrade() -> None:
    op.add_column("commitment", sa.Column("state_before", STATES, nullable=True))
    op.execute(
        "UPDATE commitment SET state = 'open', note = '', changed_at = NULL "
        "WHERE state IN ('under_way', 'late')"
    )
    op.drop_table("commitment_act")
