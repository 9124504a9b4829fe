"""Publish the map in versions.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cell_tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_cell_tally_process_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_tally")),
        sa.UniqueConstraint(
            "process_id",
            "node_id",
            "zone_id",
            "theme_id",
            name=op.f("uq_cell_tally_process_id_node_id_zone_id_theme_id"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "map_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "notes",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_map_version_process_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_map_version_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_version")),
        sa.UniqueConstraint("process_id", "number", name=op.f("uq_map_version_process_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "cell_voice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_cell_voice_process_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_cell_voice_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_voice")),
        sa.UniqueConstraint(
            "process_id",
            "node_id",
            "zone_id",
            "theme_id",
            "voice_id",
            name=op.f("uq_cell_voice_process_id_node_id_zone_id_theme_id_voice_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_cell_voice_voice_id"), "cell_voice", ["voice_id"], unique=False)

    op.create_table(
        "node_bond",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("joined", "split", name="bondkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_node_bond_by_id")),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_node_bond_node_id")),
        sa.ForeignKeyConstraint(["other_id"], ["node.id"], name=op.f("fk_node_bond_other_id")),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_node_bond_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_bond")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_node_bond_node_id"), "node_bond", ["node_id"], unique=False)
    op.create_index(op.f("ix_node_bond_other_id"), "node_bond", ["other_id"], unique=False)
    op.create_index(
        "uq_node_bond_joined",
        "node_bond",
        ["node_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'joined' AND undone_at IS NULL"),
        postgresql_where=sa.text("kind = 'joined' AND undone_at IS NULL"),
    )

    op.create_table(
        "node_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column(
            "maturity",
            sa.Enum(
                "spark",
                "idea",
                "proposal",
                "candidate",
                "project",
                name="maturity",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_node_step_by_id")),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_node_step_node_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_step")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_node_step_node_id"), "node_step", ["node_id"], unique=False)

    op.create_table(
        "version_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["map_version.id"], name=op.f("fk_version_cell_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_cell")),
        sa.UniqueConstraint(
            "version_id",
            "node_id",
            "zone_id",
            "theme_id",
            name=op.f("uq_version_cell_version_id_node_id_zone_id_theme_id"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "version_node",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=True),
        sa.Column("keyword", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column(
            "maturity",
            sa.Enum(
                "spark",
                "idea",
                "proposal",
                "candidate",
                "project",
                name="maturity",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_version_node_node_id")),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_version_node_strategy_id")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_version_node_theme_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["map_version.id"], name=op.f("fk_version_node_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_node")),
        sa.UniqueConstraint(
            "version_id", "node_id", name=op.f("uq_version_node_version_id_node_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_version_node_node_id"), "version_node", ["node_id"], unique=False)

    op.create_table(
        "counted_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column(
            "nodes",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_counted_in_contribution_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_counted_in_process_id")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voice.id"], name=op.f("fk_counted_in_voice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_in")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_counted_in_contribution_id")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_counted_in_cell", "counted_in", ["process_id", "zone_id", "theme_id"], unique=False
    )
    op.create_index(op.f("ix_counted_in_voice_id"), "counted_in", ["voice_id"], unique=False)

    op.create_table(
        "version_voice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_version_voice_contribution_id")
        ),
        sa.ForeignKeyConstraint(["node_id"], ["node.id"], name=op.f("fk_version_voice_node_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["map_version.id"], name=op.f("fk_version_voice_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_voice")),
        sa.UniqueConstraint(
            "version_id",
            "node_id",
            "contribution_id",
            name=op.f("uq_version_voice_version_id_node_id_contribution_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_version_voice_contribution_id"), "version_voice", ["contribution_id"], unique=False
    )


def downgrade() -> None:
    for name in (
        "version_voice",
        "counted_in",
        "version_node",
        "version_cell",
        "node_step",
        "node_bond",
        "cell_voice",
        "map_version",
        "cell_tally",
    ):
        op.drop_table(name)
