"""What follows from the spine's own facts: the index holds what is public, and only that."""

from consult.contributions.facts import (
    contribution_hidden,
    contribution_published,
    contribution_revised,
    contribution_withdrawn,
)
from consult.contributions.models import Contribution
from consult.search import index, remove

SEARCH_KIND = "contribution"


@contribution_revised.when
def bring_the_index_up_to_date(contribution: Contribution) -> None:
    if contribution.is_public:
        put_in_the_index(contribution)


@contribution_published.when
def put_in_the_index(contribution: Contribution) -> None:
    index(
        kind=SEARCH_KIND,
        id=contribution.id,
        language=contribution.language,
        title=contribution.title,
        body=contribution.source,
        public=True,
    )


@contribution_withdrawn.when
@contribution_hidden.when
def take_out_of_the_index(contribution: Contribution) -> None:
    remove(SEARCH_KIND, contribution.id)
