"""Statements that people propose under a question: one more kind of thing to decide on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from consult.contributions import State
from consult.docket import Kind, Subject, bring_up_to_date, make_known, subject_with, take_out
from consult.kernel.i18n import _, _l
from consult.kernel.text import plain_html
from consult.voting import (
    Statement,
    StatementState,
    hide_statement,
    publish_statement,
    put_statement_back,
    statement_hidden,
    statement_proposed,
    statement_published,
    statements_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select

NAME = "statement"


def _statements(ids: Iterable[int]) -> Sequence[Subject]:
    return [
        Subject(
            kind=STATEMENT,
            thing=one,
            process=one.question.process,
            ref=f"{NAME}-{one.id}",
            title=one.text,
            body=plain_html(one.text),
            language=one.language,
            author=one.voice.person if one.voice else None,
            author_name=one.voice.name if one.voice else _("The staff"),
            said_at=one.written_at,
        )
        for one in statements_with(ids)
    ]


def _holding(words: str) -> Select[Any]:
    return select(Statement.id).where(Statement.text.icontains(words, autoescape=True))


def _its_question(subject: Subject) -> str:
    statement: Any = subject.thing
    return f"/processes/{subject.process.slug}/questions/{statement.question_id}"


def _put_back(statement: Statement, before: State) -> None:
    put_statement_back(statement, StatementState(before))


STATEMENT = make_known(
    Kind(
        name=NAME,
        word=_l("Statement"),
        find=_statements,
        holding=_holding,
        address=_its_question,
        publish=publish_statement,
        hide=hide_statement,
        put_back=_put_back,
    )
)


@statement_proposed.when
def let_the_statement_wait(statement: Statement) -> None:
    bring_up_to_date(subject_with(NAME, statement.id))


@statement_published.when
@statement_hidden.when
def let_the_statement_go(statement: Statement) -> None:
    take_out(NAME, statement.id, State(statement.state))
