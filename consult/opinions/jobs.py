"""Later work: looking at what was answered, and with it which statements to ask next."""

from __future__ import annotations

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every, job
from consult.opinions.models import OpinionRun
from consult.opinions.queries import due_questions, last_run
from consult.voting import Question, question_closed, weigh_statements


@every(seconds=600, outside=True)
def look_at_what_was_answered() -> None:
    """Promise a look at each question that was answered since the last one."""
    try:
        due = due_questions(now())
    finally:
        db.forget()
    if due:
        with db.transaction():
            for question_id, judge in due:
                look_at_question.later(question_id=question_id, judge=judge)


@question_closed.when
def look_at_closed_question(question: Question) -> None:
    """A question that closes is told with its groups judged."""
    look_at_question.later(question_id=question.id, judge=True)


@job(outside=True)
def look_at_question(*, question_id: int, judge: bool) -> None:
    """Find what unites and divides; done twice it is found again, the same."""
    # 40 MB that no web process needs, and no worker until it does this.
    from consult.opinions.looking import answers_of, look  # noqa: PLC0415 - as said above

    try:
        question = db.session.get_one(Question, question_id)
        last = last_run(question)
        before = None if last is None else last.result
        answers = answers_of(question_id)
    finally:
        db.forget()
    # A judged look begins from nothing: whoever verifies it has only its inputs.
    manifest, result = look(answers, None if judge else before, judge=judge)
    with db.transaction() as session:
        session.add(
            OpinionRun(
                question_id=question_id,
                at=now(),
                judged=judge,
                answers=len(answers.stances.votes),
                manifest=manifest,
                result=result,
            )
        )
        weigh_statements(
            question_id, dict(zip(result["statements"], result["priorities"], strict=True))
        )
