"""Take seats in a session.

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "voice",
        sa.Column(
            "same_as_id",
            sa.Integer(),
            sa.ForeignKey("voice.id", name=op.f("fk_voice_same_as_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_voice_same_as_id"), "voice", ["same_as_id"])
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "resident", "municipality", "body", name="seatkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "present",
                "refused",
                "left",
                name="seatstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_seat_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_seat_municipality_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seat_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_seat_session_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_seat_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_seat_session_id_number")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_seat_session_id_person_id")),
        sa.UniqueConstraint("voice_id", name=op.f("uq_seat_voice_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_seat_person_id"), "seat", ["person_id"])
    for name, moments in (
        ("seat_key", [sa.Column("given_at", sa.DateTime(timezone=True), nullable=False)]),
        (
            "seat_pass",
            [
                sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
                sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
            ],
        ),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("seat_id", sa.Integer(), nullable=False),
            sa.Column("token_hash", sa.Text(), nullable=False),
            *moments,
            sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f(f"fk_{name}_seat_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("token_hash", name=op.f(f"uq_{name}_token_hash")),
            sqlite_strict=True,
        )
        op.create_index(op.f(f"ix_{name}_seat_id"), name, ["seat_id"])
    op.create_table(
        "past_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_past_code_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_code")),
        sa.UniqueConstraint("code", name=op.f("uq_past_code_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "seat_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_id"], ["session_block.id"], name=op.f("fk_seat_group_block_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["seat.id"], name=op.f("fk_seat_group_host_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_seat_group_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_group")),
        sa.UniqueConstraint(
            "session_id",
            "block_id",
            "number",
            name=op.f("uq_seat_group_session_id_block_id_number"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "group_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["seat_group.id"],
            name=op.f("fk_group_place_group_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_group_place_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_place")),
        sa.UniqueConstraint("group_id", "seat_id", name=op.f("uq_group_place_group_id_seat_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_group_place_seat_id"), "group_place", ["seat_id"])


def downgrade() -> None:
    op.drop_table("group_place")
    op.drop_table("seat_group")
    op.drop_table("past_code")
    op.drop_table("seat_pass")
    op.drop_table("seat_key")
    op.drop_table("seat")
    op.drop_index(op.f("ix_voice_same_as_id"), "voice")
    op.drop_column("voice", "same_as_id")
