"""Prepare sessions of standing tables.

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thing_kind", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])
    op.create_index("ix_document_thing", "document", ["thing_kind", "thing_id", "id"])
    op.create_table(
        "standing_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("zone", "theme", "development", name="tablekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("name", JSON, nullable=False),
        sa.Column("mandate", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_standing_table_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_standing_table_theme_id")
        ),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_standing_table_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_table")),
        sa.UniqueConstraint("process_id", "code", name=op.f("uq_standing_table_process_id_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_standing_table_theme_id"), "standing_table", ["theme_id"])
    op.create_index(op.f("ix_standing_table_zone_id"), "standing_table", ["zone_id"])
    op.create_table(
        "table_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "municipality", "body", "person", name="memberkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("delegate", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_table_member_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_table_member_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["standing_table.id"], name=op.f("fk_table_member_table_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_member")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_table_member_person_id"), "table_member", ["person_id"])
    op.create_index(op.f("ix_table_member_table_id"), "table_member", ["table_id"])
    op.create_table(
        "table_facilitator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_table_facilitator_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["standing_table.id"], name=op.f("fk_table_facilitator_table_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_facilitator")),
        sa.UniqueConstraint(
            "table_id", "person_id", name=op.f("uq_table_facilitator_table_id_person_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_table_facilitator_person_id"), "table_facilitator", ["person_id"])
    op.create_table(
        "table_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("video_url", sa.Text(), nullable=False),
        sa.Column("join_code", sa.Text(), nullable=False),
        sa.Column("asks_approval", sa.Boolean(), nullable=False),
        sa.Column("takes_nicknames", sa.Boolean(), nullable=False),
        sa.Column("per_group", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "open",
                "running",
                "ended",
                "closed",
                name="sessionstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned_minutes > 0", name=op.f("ck_table_session_takes_time")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_table_session_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["standing_table.id"], name=op.f("fk_table_session_table_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_session")),
        sa.UniqueConstraint("join_code", name=op.f("uq_table_session_join_code")),
        sa.UniqueConstraint("table_id", "number", name=op.f("uq_table_session_table_id_number")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_table_session_starts_at"), "table_session", ["starts_at"])
    op.create_table(
        "session_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "welcome",
                "brief",
                "silent_write",
                "breakout",
                "cluster",
                "gallery",
                "plenary",
                "vote",
                "commit",
                "readback",
                "break",
                "survey",
                name="blockkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("hidden_until_reveal", sa.Boolean(), nullable=False),
        sa.Column("cards_each", sa.Integer(), nullable=True),
        sa.Column("card_length", sa.Integer(), nullable=True),
        sa.Column("dots_each", sa.Integer(), nullable=True),
        sa.Column("dots_per_card", sa.Integer(), nullable=True),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extra_seconds", sa.Integer(), nullable=False),
        sa.Column("paused_seconds", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_session_block_takes_time")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["table_session.id"],
            name=op.f("fk_session_block_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_block")),
        sa.UniqueConstraint(
            "session_id", "position", name=op.f("uq_session_block_session_id_position")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "session_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("told_version", sa.Integer(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["table_member.id"], name=op.f("fk_session_invitation_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["table_session.id"],
            name=op.f("fk_session_invitation_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_invitation")),
        sa.UniqueConstraint(
            "session_id", "email", name=op.f("uq_session_invitation_session_id_email")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_invitation_token_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "saved_method",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agenda", JSON, nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_saved_method_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_saved_method_saved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_method")),
        sa.UniqueConstraint("process_id", "name", name=op.f("uq_saved_method_process_id_name")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("saved_method")
    op.drop_table("session_invitation")
    op.drop_table("session_block")
    op.drop_table("table_session")
    op.drop_table("table_facilitator")
    op.drop_table("table_member")
    op.drop_table("standing_table")
    op.drop_table("document")
