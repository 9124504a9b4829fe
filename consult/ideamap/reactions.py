"""What follows when a contribution enters the map."""

from datetime import timedelta

from consult.ideamap.facts import contribution_linked
from consult.ideamap.jobs import tell_author
from consult.ideamap.models import NodeLink

SLIPS_LAST = timedelta(seconds=20)
"""A link made by mistake and taken off at once is told to nobody."""


@contribution_linked.when
def tell_the_author(link: NodeLink) -> None:
    tell_author.later(link_id=link.id, delay=SLIPS_LAST)
