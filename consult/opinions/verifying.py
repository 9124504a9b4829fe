"""Stored looks computed again, from the answers as they are now."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from consult.kernel.db import db
from consult.opinions.queries import last_run
from consult.voting import Question


def verified() -> Iterator[tuple[bool, str]]:
    """Compute the last judged look at each question again; say for each whether it is the same."""
    # As in the job: numpy and scipy are loaded by whoever computes.
    from consult.analysis.opinion.manifest import differences  # noqa: PLC0415 - as said above
    from consult.opinions.looking import answers_of, look  # noqa: PLC0415 - as said above

    for question in db.session.scalars(select(Question).order_by(Question.id)).all():
        run = last_run(question, judged=True)
        if run is None:
            continue
        manifest, again = look(answers_of(question.id), None, judge=True)
        name = f"Question {question.id}"
        if manifest["inputs"] != run.manifest["inputs"]:
            yield True, f"{name}: answered, or moderated, since it was looked at."
            continue
        found = differences(run.result, again)
        yield not found, f"{name}: {'every number is the same' if not found else found[0]}."
