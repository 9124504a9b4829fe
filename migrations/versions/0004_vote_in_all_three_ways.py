"""Vote in all three ways.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHANNELS = (
    "online",
    "territorial-table",
    "development-table",
    "interview",
    "project-archive",
)
TEXTS = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "via",
            sa.Enum(*CHANNELS, name="channel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_support_contribution_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_support_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint(
            "contribution_id", "voice_id", name=op.f("uq_support_contribution_id_voice_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_support_voice_id"), "support", ["voice_id"])
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXTS, nullable=False),
        sa.Column("note", TEXTS, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_question_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_question_opened_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_strict=True,
    )
    op.create_index("ix_question_process", "question", ["process_id", "opened_at", "id"])
    _create_statement()
    _create_stance()
    _create_choice()
    _create_ballot()


def _create_statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "published",
                "hidden",
                name="statementstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("voice_id", sa.Integer()),
        sa.Column("written_by_id", sa.Integer()),
        sa.Column("contribution_id", sa.Integer()),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("agreeing", sa.Integer(), nullable=False),
        sa.Column("disagreeing", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) <= 140", name=op.f("ck_statement_short")),
        sa.CheckConstraint(
            "(voice_id IS NULL) <> (written_by_id IS NULL)",
            name=op.f("ck_statement_of_staff_or_of_a_voice"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_statement_question_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_statement_voice_id")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_statement_written_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_statement_contribution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_statement_exposure", "statement", ["question_id", "state", "answers", "lot"]
    )
    for column in ("voice_id", "contribution_id"):
        op.create_index(op.f(f"ix_statement_{column}"), "statement", [column])


def _create_stance() -> None:
    op.create_table(
        "stance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column(
            "value",
            sa.Enum("agree", "disagree", "pass", name="value", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "pass_kind",
            sa.Enum(
                "not_clear",
                "not_my_concern",
                "torn",
                name="passkind",
                native_enum=False,
                length=32,
            ),
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "value = 'pass' OR pass_kind IS NULL", name=op.f("ck_stance_only_a_pass_has_a_kind")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_stance_statement_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_stance_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stance")),
        sa.UniqueConstraint(
            "statement_id", "voice_id", name=op.f("uq_stance_statement_id_voice_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stance_voice_id"), "stance", ["voice_id"])


def _create_choice() -> None:
    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", TEXTS, nullable=False),
        sa.Column("note", TEXTS, nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column(
            "electorate",
            sa.Enum("anyone", "residents", name="electorate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arranged_by_id", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_choice_opens_before_it_closes")),
        sa.CheckConstraint("most >= 1", name=op.f("ck_choice_one_approval_at_least")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_choice_process_id")),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"], ["person.id"], name=op.f("fk_choice_arranged_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
        sqlite_strict=True,
    )
    op.create_index("ix_choice_process", "choice", ["process_id", "opens_at", "id"])
    op.create_table(
        "choice_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", TEXTS, nullable=False),
        sa.Column("thing_kind", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["choice_id"],
            ["choice.id"],
            name=op.f("fk_choice_option_choice_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_option")),
        sa.UniqueConstraint(
            "choice_id", "position", name=op.f("uq_choice_option_choice_id_position")
        ),
        sqlite_strict=True,
    )


def _create_ballot() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("municipality_id", sa.Integer()),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["choice_id"], ["choice.id"], name=op.f("fk_ballot_choice_id")),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_ballot_voice_id")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_ballot_municipality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("choice_id", "voice_id", name=op.f("uq_ballot_choice_id_voice_id")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballot_receipt")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ballot_voice_id"), "ballot", ["voice_id"])
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_approval_ballot_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["option_id"], ["choice_option.id"], name=op.f("fk_approval_option_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("ballot_id", "option_id", name=op.f("uq_approval_ballot_id_option_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_approval_option_id"), "approval", ["option_id"])


def downgrade() -> None:
    for table in (
        "approval",
        "ballot",
        "choice_option",
        "choice",
        "stance",
        "statement",
        "question",
        "support",
    ):
        op.drop_table(table)
