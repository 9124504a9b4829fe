"""Put cards, piles and dots on a wall.

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(
    postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
)


def upgrade() -> None:
    op.create_table(
        "pile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dissolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["seat_group.id"], name=op.f("fk_pile_group_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_pile_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pile")),
        sqlite_strict=True,
    )
    op.create_index("ix_pile_wall", "pile", ["session_id", "position", "id"])
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("pile_id", sa.Integer(), nullable=True),
        sa.Column("linked_to_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "thought",
                "problem",
                "proposal",
                "question",
                name="cardkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("client_key", sa.Text(), nullable=True),
        sa.Column("printed_number", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_aside_because", sa.Text(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("linked_to_id <> id", name=op.f("ck_card_linked_to_another")),
        sa.ForeignKeyConstraint(["block_id"], ["session_block.id"], name=op.f("fk_card_block_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_card_contribution_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_card_entered_by_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["seat_group.id"], name=op.f("fk_card_group_id")),
        sa.ForeignKeyConstraint(["linked_to_id"], ["card.id"], name=op.f("fk_card_linked_to_id")),
        sa.ForeignKeyConstraint(["pile_id"], ["pile.id"], name=op.f("fk_card_pile_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_card_seat_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_card_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_card_contribution_id")),
        sa.UniqueConstraint("session_id", "client_key", name=op.f("uq_card_session_id_client_key")),
        sa.UniqueConstraint(
            "session_id", "printed_number", name=op.f("uq_card_session_id_printed_number")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_card_pile_id"), "card", ["pile_id"])
    op.create_index(op.f("ix_card_seat_id"), "card", ["seat_id"])
    op.create_index("ix_card_wall", "card", ["session_id", "block_id", "id"])
    op.create_table(
        "dot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("pile_id", sa.Integer(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(card_id IS NULL) <> (pile_id IS NULL)", name=op.f("ck_dot_on_one_thing")
        ),
        sa.CheckConstraint("points >= 0", name=op.f("ck_dot_not_negative")),
        sa.ForeignKeyConstraint(["block_id"], ["session_block.id"], name=op.f("fk_dot_block_id")),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_dot_card_id")),
        sa.ForeignKeyConstraint(["pile_id"], ["pile.id"], name=op.f("fk_dot_pile_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_dot_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dot")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dot_card_id"), "dot", ["card_id"])
    op.create_index(op.f("ix_dot_pile_id"), "dot", ["pile_id"])
    op.create_index(op.f("ix_dot_seat_id"), "dot", ["seat_id"])
    op.create_index(
        "uq_dot_on_card",
        "dot",
        ["block_id", "seat_id", "card_id"],
        unique=True,
        sqlite_where=sa.text("card_id IS NOT NULL"),
        postgresql_where=sa.text("card_id IS NOT NULL"),
    )
    op.create_index(
        "uq_dot_on_pile",
        "dot",
        ["block_id", "seat_id", "pile_id"],
        unique=True,
        sqlite_where=sa.text("pile_id IS NOT NULL"),
        postgresql_where=sa.text("pile_id IS NOT NULL"),
    )
    op.create_table(
        "wall_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_seat_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_wall_move_by_id")),
        sa.ForeignKeyConstraint(["by_seat_id"], ["seat.id"], name=op.f("fk_wall_move_by_seat_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["table_session.id"], name=op.f("fk_wall_move_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_move")),
        sqlite_strict=True,
    )
    op.create_index("ix_wall_move_session", "wall_move", ["session_id", "id"])


def downgrade() -> None:
    op.drop_table("wall_move")
    op.drop_table("dot")
    op.drop_table("card")
    op.drop_table("pile")
