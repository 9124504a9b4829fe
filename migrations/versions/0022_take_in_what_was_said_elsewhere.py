"""Take in what was said elsewhere.

Revision: 0022
Follows: 0021
"""

import sqlalchemy as sa
from alembic import op

from consult.kernel.db import Json

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KIND = sa.Enum("contributions", "comments", name="kind", native_enum=False, length=32)


def upgrade() -> None:
    op.add_column("comment", sa.Column("evidence", Json, nullable=True))
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("source_system", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("columns", Json, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "running",
                "done",
                "failed",
                "undoing",
                "undone",
                name="importstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_import_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
        sqlite_strict=True,
    )
    op.create_index("ix_import_process", "import", ["process_id", "id"])
    op.create_table(
        "imported_thing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_system", sa.Text(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(contribution_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_imported_thing_is_one_of_the_two"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name=op.f("fk_imported_thing_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["import.id"], name=op.f("fk_imported_thing_changed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_imported_thing_contribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_imported_thing_comment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_thing")),
        sa.UniqueConstraint(
            "source_system",
            "kind",
            "source_id",
            name=op.f("uq_imported_thing_source_system_kind_source_id"),
        ),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_imported_thing_contribution_id")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_imported_thing_comment_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_imported_thing_import", "imported_thing", ["import_id", "id"])
    op.create_table(
        "import_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name=op.f("fk_import_refusal_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_refusal")),
        sa.UniqueConstraint("import_id", "row", name=op.f("uq_import_refusal_import_id_row")),
        sqlite_strict=True,
    )
    op.create_table(
        "import_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("columns", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_import_profile_name")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("import_profile")
    op.drop_table("import_refusal")
    op.drop_table("imported_thing")
    op.drop_table("import")
    op.drop_column("comment", "evidence")
