"""Keep guides, interviews, their consents, files and private links.

Revision: 0029
Follows: 0028
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "consent_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column(
            "silence",
            sa.Enum("withholds", "approves", name="silence", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("silence_days", sa.Integer(), nullable=False),
        sa.Column("audio_days", sa.Integer(), nullable=False),
        sa.Column("scan_days", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_consent_text_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_consent_text_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("process_id", "number", name=op.f("uq_consent_text_process_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "interview_guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_interview_guide_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_guide")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_interview_guide_process_id"), "interview_guide", ["process_id"])
    op.create_table(
        "interview_wanted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column(
            "body_kind",
            sa.Enum(
                "municipality",
                "public-body",
                "association",
                "business",
                "union",
                "school",
                "health",
                "resident",
                name="bodykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_interview_wanted_process_id")
        ),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_interview_wanted_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_wanted")),
        sa.UniqueConstraint(
            "process_id",
            "zone_id",
            "body_kind",
            name=op.f("uq_interview_wanted_process_id_zone_id_body_kind"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "interview_guide_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guide_id"], ["interview_guide.id"], name=op.f("fk_interview_guide_version_guide_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_interview_guide_version_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_guide_version")),
        sa.UniqueConstraint(
            "guide_id", "number", name=op.f("uq_interview_guide_version_guide_id_number")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interview",
                "meeting",
                "discussion",
                name="interviewkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("guide_version_id", sa.Integer(), nullable=True),
        sa.Column(
            "body_kind",
            sa.Enum(
                "municipality",
                "public-body",
                "association",
                "business",
                "union",
                "school",
                "health",
                "resident",
                name="bodykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=True),
        sa.Column("such_people", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "held", "withdrawn", name="interviewstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'held') <= (held_at IS NOT NULL)",
            name=op.f("ck_interview_held_has_its_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["guide_version_id"],
            ["interview_guide_version.id"],
            name=op.f("fk_interview_guide_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_interview_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_interview_municipality_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_interview_process_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_interview_voice_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_interview_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("code", name=op.f("uq_interview_code")),
        sa.UniqueConstraint("voice_id", name=op.f("uq_interview_voice_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_interview_process", "interview", ["process_id", "state", "id"])
    op.create_table(
        "interview_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "record",
                "transcribe",
                "quote-by-name",
                "quote-by-role",
                "use",
                "publish-whole",
                name="purpose",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("link", "paper", name="consentmethod", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_consent_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_interview_consent_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["consent_text.id"], name=op.f("fk_interview_consent_text_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_consent")),
        sqlite_strict=True,
    )
    op.create_index("ix_interview_consent_interview_id", "interview_consent", ["interview_id"])
    op.create_index(
        "uq_interview_consent_in_force",
        "interview_consent",
        ["interview_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL AND replaced_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND replaced_at IS NULL"),
    )
    op.create_table(
        "interview_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("audio", "scan", name="filekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("delete_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_interview_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_file_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_file")),
        sa.UniqueConstraint("key", name=op.f("uq_interview_file_key")),
        sqlite_strict=True,
    )
    op.create_index("ix_interview_file_due", "interview_file", ["deleted_at", "delete_at"])
    op.create_index(op.f("ix_interview_file_interview_id"), "interview_file", ["interview_id"])
    op.create_table(
        "interview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_link_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_interview_link_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_interview_link_token_hash")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_interview_link_interview_id"), "interview_link", ["interview_id"])
    op.create_index(
        "uq_interview_link_valid",
        "interview_link",
        ["interview_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "interview_presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_presence_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_presence")),
        sa.UniqueConstraint(
            "interview_id", "role", name=op.f("uq_interview_presence_interview_id_role")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("interview_presence")
    op.drop_table("interview_link")
    op.drop_table("interview_file")
    op.drop_table("interview_consent")
    op.drop_table("interview")
    op.drop_table("interview_guide_version")
    op.drop_table("interview_wanted")
    op.drop_table("interview_guide")
    op.drop_table("consent_text")
