"""Keep transcripts in versions, a codebook, and the passages that coders mark.

Revision: 0031
Follows: 0030
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sibling_key", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_codable", sa.Boolean(), nullable=False),
        sa.Column("is_in_vivo", sa.Boolean(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("strategy_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(theme_id IS NULL OR platform_id IS NULL) AND (theme_id IS NULL OR strategy_id IS NULL) AND (platform_id IS NULL OR strategy_id IS NULL)",
            name=op.f("ck_code_tied_to_one_thing"),
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_code_under_another")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_code_made_by_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id")),
        sa.ForeignKeyConstraint(["platform_id"], ["platform.id"], name=op.f("fk_code_platform_id")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_code_process_id")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_code_strategy_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_code_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint(
            "process_id", "sibling_key", name=op.f("uq_code_process_id_sibling_key")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_code_parent_id"), "code", ["parent_id"], unique=False)
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_transcript_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_transcript_interview_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "mask_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_masked", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_mask_choice_by_id")),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_mask_choice_transcript_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mask_choice")),
        sa.UniqueConstraint(
            "transcript_id", "words", name=op.f("uq_mask_choice_transcript_id_words")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "transcript_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pasted",
                "txt",
                "vtt",
                "srt",
                "docx",
                "odt",
                "pdf",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_version_transcript_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_transcript_version_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_version")),
        sa.UniqueConstraint(
            "transcript_id", "number", name=op.f("uq_transcript_version_transcript_id_number")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "approved",
                "amended",
                "withheld",
                name="passagestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("public_words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_passage_not_empty")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_passage_interview_id")
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_passage_transcript_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["transcript_version.id"], name=op.f("fk_passage_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_passage_interview_id"), "passage", ["interview_id"], unique=False)
    op.create_index(
        "uq_passage_span",
        "passage",
        ["transcript_id", "start", "end"],
        unique=True,
        sqlite_where=sa.text("is_sure"),
        postgresql_where=sa.text("is_sure"),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.CheckConstraint("importance BETWEEN 0 AND 3", name=op.f("ck_mark_importance")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_mark_code_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_mark_coder_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_mark_passage_id")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_mark_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sqlite_strict=True,
    )
    op.create_index("ix_mark_code_id", "mark", ["code_id", "removed_at"], unique=False)
    op.create_index(
        "uq_mark",
        "mark",
        ["passage_id", "code_id", "coder_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "coding_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mark", "unmark", "detail", name="stepkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("before", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_coding_step_by_id")),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_coding_step_interview_id")
        ),
        sa.ForeignKeyConstraint(["mark_id"], ["mark.id"], name=op.f("fk_coding_step_mark_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_step")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_coding_step_coder", "coding_step", ["interview_id", "by_id", "id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("coding_step")
    op.drop_table("mark")
    op.drop_table("passage")
    op.drop_table("code")
    op.drop_table("mask_choice")
    op.drop_table("transcript_version")
    op.drop_table("transcript")
