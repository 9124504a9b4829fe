"""A session that people can join."""

from datetime import timedelta

import pytest

from consult.kernel.clock import now
from consult.tables import Block, BlockKind, Session, SessionState, Table, TableKind
from tests.makers import a_person, kept


@pytest.fixture
def session(process):
    """A session that is open, with one block."""
    table = kept(
        Table(
            process_id=process.id,
            code="nord",
            kind=TableKind.DEVELOPMENT,
            name={"it": "Tavolo", "en": "Table"},
            mandate={},
            created_at=now(),
        )
    )
    return kept(
        Session(
            table_id=table.id,
            number=1,
            title="The first evening",
            question="What is missing?",
            language="en",
            method="tavolo-120",
            starts_at=now() + timedelta(minutes=10),
            planned_minutes=120,
            join_code="ABCDEF",
            state=SessionState.OPEN,
            opened_at=now(),
            created_by_id=a_person("Zoe").id,
            created_at=now(),
            blocks=[
                Block(position=1, kind=BlockKind.SILENT_WRITE, title="Writing", minutes=10),
            ],
        )
    )
