"""Tell people in letters of their choosing.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PACES = ("at_once", "daily", "weekly", "never")
KINDS = (
    "letter",
    "commented",
    "supported",
    "revised",
    "linked",
    "in_project",
    "accepted",
    "set_aside",
    "joined",
)


def upgrade() -> None:
    op.create_table(
        "letter_preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "pace",
            sa.Enum(*PACES, name="pace", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_letter_preference_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_preference")),
        sa.UniqueConstraint("person_id", name=op.f("uq_letter_preference_person_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_follow_contribution_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint(
            "contribution_id", "person_id", name=op.f("uq_follow_contribution_id_person_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_follow_person_id"), "follow", ["person_id"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("contribution_id", sa.Integer()),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_notice_contribution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "person_id",
            "kind",
            "contribution_id",
            "number",
            name=op.f("uq_notice_person_id_kind_contribution_id_number"),
        ),
        sqlite_strict=True,
    )
    untold = sa.text("told_at IS NULL")
    op.create_index(
        "ix_notice_untold",
        "notice",
        ["person_id", "at"],
        sqlite_where=untold,
        postgresql_where=untold,
    )
    op.create_index("ix_notice_person_id_at", "notice", ["person_id", "at", "id"])


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("follow")
    op.drop_table("letter_preference")
