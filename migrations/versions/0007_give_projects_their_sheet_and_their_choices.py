"""Give projects their whole sheet, their lives and their ties.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
ROWS, TEXTS = ("partners", "sources", "indicators"), ("cost", "timing", "agreement")
COST_BANDS = ("under-100k", "under-1m", "under-10m", "over-10m")
AGREEMENTS = ("programme-agreement", "convention", "memorandum", "collaboration", "none-needed")


def _kind(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _tie(kind: str) -> None:
    """Tie projects to zones, municipalities or themes."""
    table, column = f"project_{kind}", f"{kind}_id"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["candidate_project.id"], name=op.f(f"fk_{table}_project_id")
        ),
        sa.ForeignKeyConstraint([column], [f"{kind}.id"], name=op.f(f"fk_{table}_{column}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("project_id", column, name=op.f(f"uq_{table}_project_id_{column}")),
        sqlite_strict=True,
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade() -> None:
    for name in ROWS:
        op.add_column(
            "candidate_project",
            sa.Column(name, JSON, nullable=False, server_default=sa.text("'[]'")),
        )
    for name in TEXTS:
        op.add_column(
            "candidate_project",
            sa.Column(name, JSON, nullable=False, server_default=sa.text("'{}'")),
        )
    op.add_column("candidate_project", sa.Column("cost_band", _kind("costband", COST_BANDS)))
    op.add_column(
        "candidate_project", sa.Column("agreement_kind", _kind("agreementkind", AGREEMENTS))
    )
    op.add_column("candidate_project", sa.Column("edited_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_candidate_project_newest", "candidate_project", ["process_id", "candidate_at", "id"]
    )
    op.add_column("origin", sa.Column("made", sa.Text(), nullable=False, server_default=""))
    for kind in ("zone", "municipality", "theme"):
        _tie(kind)
    op.create_table(
        "project_joining",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "project_id <> into_id", name=op.f("ck_project_joining_nothing_goes_into_itself")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["candidate_project.id"], name=op.f("fk_project_joining_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["candidate_project.id"], name=op.f("fk_project_joining_into_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_project_joining_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_joining")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_project_joining_into_id"), "project_joining", ["into_id"])
    op.create_index(
        "uq_project_joining_active",
        "project_joining",
        ["project_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "project_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["state_id"], ["project_state.id"], name=op.f("fk_project_told_state_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_project_told_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_told")),
        sa.UniqueConstraint("state_id", "voice_id", name=op.f("uq_project_told_state_id_voice_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("project_told")
    op.drop_index("uq_project_joining_active", "project_joining")
    op.drop_index("ix_project_joining_into_id", "project_joining")
    op.drop_table("project_joining")
    for kind in ("theme", "municipality", "zone"):
        op.drop_index(f"ix_project_{kind}_{kind}_id", f"project_{kind}")
        op.drop_table(f"project_{kind}")
    op.drop_column("origin", "made")
    op.drop_index("ix_candidate_project_newest", "candidate_project")
    for name in ("edited_at", "agreement_kind", "cost_band", *reversed(TEXTS), *reversed(ROWS)):
        op.drop_column("candidate_project", name)
