"""Decide on everything: decisions by kind, one queue, reports, second looks, groups, checks.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATES = ("waiting", "returned", "published", "hidden", "withdrawn")
VERBS = ("published", "hidden", "shown_again", "returned", "transferred", "kept", "upheld")
WORKS = ("waiting", "reported", "second_look")
CHANNELS = ("online", "territorial-table", "development-table", "interview", "project-archive")
DECISION_KEPT = (
    "id, process_id, kind, subject_id, verb, reason_code, note, before, by_id, at, undone_at"
)
CHILDREN = (
    "duplicate_group_member",
    "duplicate_group",
    "decision_check",
    "second_look",
    "report",
    "matter",
)


def upgrade() -> None:
    op.create_table(
        "decision_batch",
        _number("id"),
        _number("process_id"),
        _number("by_id"),
        _moment("at"),
        _points("decision_batch", "process_id", "process"),
        _points("decision_batch", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_batch")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_decision_batch_by_id"), "decision_batch", ["by_id"])
    _remake_decisions()
    _make_the_queue()
    _make_requests()
    _make_groups()
    op.execute(
        "INSERT INTO matter (process_id, kind, subject_id, work, since, reports, municipality_id,"
        " theme_id, channel) SELECT process_id, 'contribution', id, 'waiting', submitted_at, 0,"
        " municipality_id, theme_id, channel FROM contribution WHERE state = 'waiting'"
    )


def _remake_decisions() -> None:
    """SQLite lets no foreign key go: the table is made anew, and its rows come back."""
    op.execute(
        "CREATE TEMPORARY TABLE kept_decision AS"
        " SELECT d.id, c.process_id, 'contribution' AS kind, d.contribution_id AS subject_id,"
        " d.verb, d.reason_code, d.note, d.before, d.by_id, d.at, d.undone_at"
        " FROM decision d JOIN contribution c ON c.id = d.contribution_id"
    )
    op.drop_table("decision")
    op.create_table(
        "decision",
        _number("id"),
        _number("process_id"),
        _words("kind"),
        _number("subject_id"),
        _choice("verb", VERBS),
        _words("reason_code", missing=True),
        _words("body", missing=True),
        _words("note"),
        _choice("before", STATES, name="state"),
        _number("waited", missing=True),
        _number("by_id"),
        _moment("at"),
        _moment("undone_at", missing=True),
        _number("batch_id", missing=True),
        sa.CheckConstraint(
            "(verb IN ('hidden', 'upheld')) = (reason_code IS NOT NULL)",
            name=op.f("ck_decision_only_hiding_has_a_reason"),
        ),
        sa.CheckConstraint(
            "(verb = 'transferred') = (body IS NOT NULL)",
            name=op.f("ck_decision_only_a_transfer_names_a_body"),
        ),
        _points("decision", "process_id", "process"),
        _points("decision", "by_id", "person"),
        _points("decision", "batch_id", "decision_batch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    _bring_decisions_back(DECISION_KEPT)
    op.create_index("ix_decision_subject", "decision", ["kind", "subject_id", "id"])
    op.create_index("ix_decision_by", "decision", ["by_id", "at"])
    op.create_index("ix_decision_register", "decision", ["process_id", "at", "id"])
    op.create_index(op.f("ix_decision_batch_id"), "decision", ["batch_id"])


def _bring_decisions_back(columns: str) -> None:
    # The names are ours, from the constants above.
    op.execute(f"INSERT INTO decision ({columns}) SELECT {columns} FROM kept_decision")  # noqa: S608 - our own names
    op.execute("DROP TABLE kept_decision")
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('decision', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM decision), false)"
        )


def _make_the_queue() -> None:
    op.create_table(
        "matter",
        _number("id"),
        _number("process_id"),
        _words("kind"),
        _number("subject_id"),
        _choice("work", WORKS),
        _moment("since"),
        _number("reports"),
        _number("municipality_id", missing=True),
        _number("theme_id", missing=True),
        _choice("channel", CHANNELS, missing=True),
        _number("assigned_to_id", missing=True),
        _number("held_by_id", missing=True),
        _moment("held_at", missing=True),
        _points("matter", "process_id", "process"),
        _points("matter", "municipality_id", "municipality"),
        _points("matter", "theme_id", "theme"),
        _points("matter", "assigned_to_id", "person"),
        _points("matter", "held_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_matter_kind_subject_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_matter_queue", "matter", ["process_id", "since", "id"])


def _make_requests() -> None:
    op.create_table(
        "report",
        _number("id"),
        _number("process_id"),
        _words("kind"),
        _number("subject_id"),
        _number("person_id"),
        _words("reason_code"),
        _words("note"),
        _moment("at"),
        _number("decision_id", missing=True),
        _points("report", "process_id", "process"),
        _points("report", "person_id", "person"),
        _points("report", "decision_id", "decision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "kind", "subject_id", "person_id", name=op.f("uq_report_kind_subject_id_person_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_report_person_id"), "report", ["person_id"])
    op.create_index(op.f("ix_report_decision_id"), "report", ["decision_id"])
    op.create_table(
        "second_look",
        _number("id"),
        _number("process_id"),
        _words("kind"),
        _number("subject_id"),
        _number("decision_id"),
        _number("asked_by_id"),
        _moment("asked_at"),
        _words("why"),
        _number("answer_id", missing=True),
        _points("second_look", "process_id", "process"),
        _points("second_look", "decision_id", "decision"),
        _points("second_look", "asked_by_id", "person"),
        _points("second_look", "answer_id", "decision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_look")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_second_look_kind_subject_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_second_look_decision_id"), "second_look", ["decision_id"])
    op.create_index(op.f("ix_second_look_answer_id"), "second_look", ["answer_id"])
    op.create_table(
        "decision_check",
        _number("id"),
        _number("process_id"),
        _number("decision_id"),
        sa.Column("publishes", sa.Boolean()),
        _words("reason_code", missing=True),
        _number("by_id", missing=True),
        _moment("at", missing=True),
        _points("decision_check", "process_id", "process"),
        _points("decision_check", "decision_id", "decision"),
        _points("decision_check", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_check")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_decision_check_decision_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_decision_check_open", "decision_check", ["process_id", "at", "id"])


def _make_groups() -> None:
    op.create_table(
        "duplicate_group",
        _number("id"),
        _number("process_id"),
        _number("made_by_id"),
        _moment("made_at"),
        _points("duplicate_group", "process_id", "process"),
        _points("duplicate_group", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_group")),
        sqlite_strict=True,
    )
    op.create_table(
        "duplicate_group_member",
        _number("id"),
        _number("group_id"),
        _number("contribution_id"),
        _number("joined_by_id"),
        _moment("joined_at"),
        _points("duplicate_group_member", "group_id", "duplicate_group"),
        _points("duplicate_group_member", "contribution_id", "contribution"),
        _points("duplicate_group_member", "joined_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_group_member")),
        sa.UniqueConstraint(
            "contribution_id", name=op.f("uq_duplicate_group_member_contribution_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_duplicate_group_member_group_id"), "duplicate_group_member", ["group_id"]
    )


def downgrade() -> None:
    """Go back to decisions on contributions only; what else was decided is lost with the rest."""
    for name in CHILDREN:
        op.drop_table(name)
    op.execute(
        "CREATE TEMPORARY TABLE kept_decision AS"
        " SELECT id, subject_id AS contribution_id, verb, reason_code, note, before, by_id, at,"
        " undone_at FROM decision WHERE kind = 'contribution'"
        " AND verb IN ('published', 'hidden', 'shown_again')"
    )
    op.drop_table("decision")
    op.drop_table("decision_batch")
    op.create_table(
        "decision",
        _number("id"),
        _number("contribution_id"),
        _choice("verb", ("published", "hidden", "shown_again")),
        _words("reason_code", missing=True),
        _words("note"),
        _choice("before", STATES, name="state"),
        _number("by_id"),
        _moment("at"),
        _moment("undone_at", missing=True),
        sa.CheckConstraint(
            "(verb = 'hidden') = (reason_code IS NOT NULL)",
            name=op.f("ck_decision_only_hiding_has_a_reason"),
        ),
        _points("decision", "by_id", "person"),
        _points("decision", "contribution_id", "contribution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    _bring_decisions_back(
        "id, contribution_id, verb, reason_code, note, before, by_id, at, undone_at"
    )
    op.create_index("ix_decision_by", "decision", ["by_id", "at"])
    op.create_index("ix_decision_contribution", "decision", ["contribution_id", "id"])


def _number(name: str, *, missing: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=missing)


def _words(name: str, *, missing: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=missing)


def _moment(name: str, *, missing: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=missing)


def _choice(
    column: str, values: tuple[str, ...], *, name: str = "", missing: bool = False
) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name or column, native_enum=False, length=32)
    return sa.Column(column, kind, nullable=missing)


def _points(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
