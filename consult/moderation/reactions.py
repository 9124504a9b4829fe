"""What follows from a decision."""

from consult.moderation.facts import contribution_decided
from consult.moderation.jobs import tell_author
from consult.moderation.models import UNDO_FOR, Decision


@contribution_decided.when
def tell_the_author(decision: Decision) -> None:
    tell_author.later(decision_id=decision.id, delay=UNDO_FOR)
