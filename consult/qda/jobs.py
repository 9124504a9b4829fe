"""Later work: the passages of another tool's project, some at a time."""

from __future__ import annotations

import json

from consult.accounts import Person
from consult.interviews import get_interview
from consult.kernel.db import db
from consult.kernel.jobs import job
from consult.qda.marking import mark_passages


@job
def take_in_passages(*, person_id: int, interview_id: int, version: int, passages: str) -> None:
    """Mark some passages as they were marked elsewhere; `passages` is JSON without a word."""
    person = db.session.get_one(Person, person_id)
    mark_passages(person, get_interview(interview_id), version, json.loads(passages))
