"""What the opinions room adds to the results of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import url_for

from consult.kernel.i18n import _
from consult.voting import Question, Way, result_ways


@result_ways.filler
def way_to_opinions(questions: Sequence[Question]) -> Mapping[int, Sequence[Way]]:
    """Lead from the results to what unites and what divides."""
    return {
        one.id: [
            Way(
                url_for("opinions.show", slug=one.process.slug, question_id=one.id),
                _("What unites, what divides"),
            )
        ]
        for one in questions
    }
