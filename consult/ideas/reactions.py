"""What follows from an idea."""

from consult.contributions import Contribution
from consult.ideas.facts import idea_submitted
from consult.ideas.jobs import thank_author


@idea_submitted.when
def thank_the_author(idea: Contribution) -> None:
    thank_author.later(idea_id=idea.id)
