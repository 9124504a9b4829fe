"""Makers of this room's stories."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from consult.kernel.clock import now
from consult.processes import Activity, is_foreseen
from consult.voting.commands import (
    ChoiceDraft,
    OptionDraft,
    QuestionDraft,
    StatementDraft,
    arrange_choice,
    open_question,
    write_statement,
)
from tests.makers import a_phase, in_every_language

if TYPE_CHECKING:
    from datetime import datetime

    from consult.accounts import Person
    from consult.processes import Phase, Process
    from consult.voting import Question, Statement
    from consult.voting.models import Choice


def a_question(
    curator: Person, process: Process, title: str = "How should the night be served?"
) -> Question:
    """A question that a curator opens to everyone."""
    return open_question(curator, process, QuestionDraft(in_every_language(title), {}))


def a_statement(
    curator: Person, question: Question, text: str = "Night buses should run until one."
) -> Statement:
    """A statement of the staff, public at once."""
    return write_statement(curator, question, StatementDraft(text))


def a_choice(planner: Person, process: Process, **others: Any) -> Choice:
    """A vote as `a_vote`, arranged; a phase opens it."""
    draft = a_vote(**others)
    if not is_foreseen(process, Activity.CHOOSE, draft.opens_at, draft.closes_at):
        let_vote(process, draft.opens_at, draft.closes_at)
    return arrange_choice(planner, process, draft)


def a_vote(**others: Any) -> ChoiceDraft:
    """A vote that is open from an hour ago to tomorrow: two approvals among four options."""
    given = {
        "title": in_every_language("What comes first?"),
        "note": {},
        "most": 2,
        "opens_at": now() - timedelta(hours=1),
        "closes_at": now() + timedelta(days=1),
        "options": [OptionDraft(in_every_language(f"Option {number}")) for number in range(1, 5)],
    }
    return ChoiceDraft(**(given | others))


def let_vote(process: Process, opens_at: datetime, closes_at: datetime) -> Phase:
    """A phase that opens votes from a day before something to a day after."""
    day = timedelta(days=1)
    code = f"votes-{len(process.phases)}"
    return a_phase(
        process,
        Activity.CHOOSE,
        opens_at=min(opens_at, closes_at) - day,
        closes_at=max(opens_at, closes_at) + day,
        code=code,
    )
