"""What unites and what divides, of a question that is told."""

from tests.journeys.axe.telling import PageState
from tests.journeys.places import Places


def _told(at: Places) -> str:
    return f"/processes/{at.slug}/questions/{at.questions['closed']}/opinions"


STATES = [
    PageState("opinions/show.html", "told", _told),
    PageState("opinions/show.html", "told, with one's own place", _told, "citizen"),
]
