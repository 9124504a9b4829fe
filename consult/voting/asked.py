"""Reads about questions: their statements, what one has answered, what comes next, the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, cast, func, select
from sqlalchemy.orm import joinedload

from consult.analysis.cells import told_cells
from consult.contributions import Voice
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.processes import Process, tie_to_processes
from consult.voting.models import LOT_BITS, Question, Stance, Statement, StatementState, Value

FEWEST_PEOPLE = 10
"""Under this many answers nothing is told about who stands where."""
MIXER = 2_654_435_761
LARGEST = 2**63
MOST_STATEMENTS = 500
FAIR_TURN = 3
"""Each so-manieth card is the least answered statement, whatever its priority."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the public statements of a question a voice has answered."""

    answered: int
    statements: int


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one statement, in counts of people; none under ten.

    `told` are counts by answer. What is not told is only told together, as `together`: it is
    never so few that somebody could be found in it.
    """

    statement: Statement
    told: Mapping[Value, int]

    @property
    def shown(self) -> bool:
        """Whether any side is told by itself."""
        return bool(self.told)

    @property
    def reached(self) -> bool:
        """Whether enough people answered for their number to be told."""
        return self.statement.answers >= FEWEST_PEOPLE

    @property
    def untold(self) -> list[Value]:
        """The answers that are told together."""
        return [value for value in Value if value not in self.told]

    @property
    def together(self) -> int:
        """How many gave one of those."""
        return self.statement.answers - sum(self.told.values())

    def percent(self, count: int) -> int:
        """A count as a share of all who answered."""
        return round(100 * count / self.statement.answers)


def questions_in(process: Process) -> Sequence[tuple[Question, int]]:
    """Return the questions of a consultation, the newest first, each with its statements' count."""
    counted = (
        select(Statement.question_id, func.count().label("statements"))
        .where(Statement.state == StatementState.PUBLISHED)
        .group_by(Statement.question_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Question, func.coalesce(counted.c.statements, 0))
        .outerjoin(counted, counted.c.question_id == Question.id)
        .where(Question.process_id == process.id)
        .order_by(Question.opened_at.desc(), Question.id.desc())
    )
    return [(question, count) for question, count in rows]


def processes_with_questions(processes: Sequence[Process]) -> set[int]:
    """Return the ids of the consultations that ask something."""
    ids = [process.id for process in processes]
    return set(db.session.scalars(select(Question.process_id).where(Question.process_id.in_(ids))))


def get_question(process: Process, question_id: int) -> Question:
    """Return a question of a consultation; raises `NotFoundError`."""
    found = db.session.get(Question, question_id) if question_id < LARGEST else None
    if found is None or found.process_id != process.id:
        raise NotFoundError(_("There is no such question."))
    return found


def get_statement(question: Question, statement_id: int) -> Statement:
    """Return a public statement of a question; raises `NotFoundError`."""
    found = None
    if statement_id < LARGEST:
        found = db.session.scalars(
            select(Statement)
            .where(Statement.id == statement_id, Statement.question_id == question.id)
            .options(joinedload(Statement.contribution))
        ).one_or_none()
    if found is None or not found.is_public:
        raise NotFoundError(_("There is no such statement."))
    return found


def next_statement(
    question: Question, voice_id: int | None, answered_by: int = 0
) -> Statement | None:
    """Return what a voice has not answered: each third time the least answered, else by priority.

    `answered_by` is how many it has answered. The drawn order is turned by a different amount for
    each voice, so that none of the statements that nobody has answered yet comes first for
    everyone. A priority is weighed by that draw: what would tell more comes first more often, what
    nobody looked at yet comes first of all, and a third of all cards are for the least heard.
    """
    turn = (voice_id or 0) * MIXER % 2**LOT_BITS
    answered = select(Stance.statement_id).where(Stance.voice_id == voice_id)
    drawn = (cast(Statement.lot, BigInteger) + turn) % 2**LOT_BITS
    telling: list[ColumnElement[Any]] = []
    if answered_by % FAIR_TURN:
        telling = [Statement.priority.is_not(None), (Statement.priority * drawn).desc()]
    query = (
        select(Statement)
        .where(
            Statement.question_id == question.id,
            Statement.state == StatementState.PUBLISHED,
            Statement.id.not_in(answered),
        )
        .order_by(*telling, Statement.answers, drawn, Statement.id)
        .limit(1)
        .options(joinedload(Statement.contribution))
    )
    return db.session.scalars(query).one_or_none()


def progress_of(question: Question, voice_id: int | None) -> Progress:
    """Return how far a voice has come."""
    row = db.session.execute(
        select(func.count(Stance.id), func.count(Statement.id))
        .select_from(Statement)
        .outerjoin(Stance, (Stance.statement_id == Statement.id) & (Stance.voice_id == voice_id))
        .where(Statement.question_id == question.id, Statement.state == StatementState.PUBLISHED)
    ).one()
    return Progress(row[0], row[1])


def public_statements(question: Question) -> Sequence[Statement]:
    """Return the public statements of a question, in the order they were published."""
    return list(
        db.session.scalars(
            select(Statement)
            .where(
                Statement.question_id == question.id, Statement.state == StatementState.PUBLISHED
            )
            .order_by(Statement.published_at, Statement.id)
            .limit(MOST_STATEMENTS)
        )
    )


def own_stances(question: Question, voice_id: int | None) -> Sequence[Stance]:
    """Return what a voice has answered, the latest first, with the statements."""
    return list(
        db.session.scalars(
            select(Stance)
            .join(Stance.statement)
            .where(
                Statement.question_id == question.id,
                Statement.state == StatementState.PUBLISHED,
                Stance.voice_id == voice_id,
            )
            .order_by(Stance.at.desc(), Stance.id.desc())
            .limit(MOST_STATEMENTS)
            .options(joinedload(Stance.statement))
        )
    )


def own_stance(statement: Statement, voice_id: int | None) -> Stance | None:
    """Return where a voice stands on a statement, if it has said so."""
    return db.session.scalars(
        select(Stance).where(Stance.statement_id == statement.id, Stance.voice_id == voice_id)
    ).one_or_none()


def results_of(question: Question) -> Sequence[Result]:
    """Return what was answered, the most agreed with first; no count under ten people."""
    results = [_result(one) for one in public_statements(question)]
    return sorted(
        results,
        key=lambda result: (
            not result.shown,
            -result.percent(result.told.get(Value.AGREE, 0)) if result.shown else 0,
            result.statement.id,
        ),
    )


def _result(one: Statement) -> Result:
    counts = {
        Value.AGREE: one.agreeing,
        Value.DISAGREE: one.disagreeing,
        Value.NEITHER: one.passing,
    }
    return Result(one, told_cells(counts, fewest=FEWEST_PEOPLE, ceiling=one.answers))


def statements_under(question: Question) -> Sequence[Statement]:
    """Return every statement of a question for the staff, those that wait first."""
    return list(
        db.session.scalars(
            select(Statement)
            .where(Statement.question_id == question.id)
            .order_by(Statement.state.desc(), Statement.written_at, Statement.id)
            .limit(MOST_STATEMENTS)
            .options(
                joinedload(Statement.contribution),
                joinedload(Statement.voice).joinedload(Voice.person),
            )
        )
    )


def statements_with(ids: Iterable[int]) -> Sequence[Statement]:
    """Return the statements with these ids, whatever their state, with what they are about."""
    found = list(
        db.session.scalars(
            select(Statement)
            .where(Statement.id.in_(list(ids)))
            .order_by(Statement.written_at, Statement.id)
            .options(
                joinedload(Statement.question),
                joinedload(Statement.voice).joinedload(Voice.person),
                joinedload(Statement.contribution),
            )
        )
    )
    tie_to_processes(one.question for one in found)
    return found


def recount_stances(statement: Statement) -> dict[str, int]:
    """Count the rows afresh, to hold against the statement's own counts."""
    rows = db.session.execute(
        select(Stance.value, func.count())
        .where(Stance.statement_id == statement.id)
        .group_by(Stance.value)
    ).all()
    counted = {row[0]: row[1] for row in rows}
    return {
        "answers": sum(counted.values()),
        "agreeing": counted.get(Value.AGREE, 0),
        "disagreeing": counted.get(Value.DISAGREE, 0),
    }
