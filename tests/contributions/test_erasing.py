"""What is erased leaves no word behind, whoever it was shown to."""

import pytest

from consult.contributions import (
    ContributionDraft,
    State,
    erase,
    past_versions_of,
    revise,
    set_place,
    totals_of,
)
from tests.makers import a_municipality, an_idea


@pytest.mark.parametrize("published", [True, False])
def test_the_words_go_and_that_there_was_one_stays(ada, process, published):
    idea = an_idea(ada, process, title="A name", body="Said by Olga.", published=published)
    revise(ada, idea, ContributionDraft("Another name", "Said by Olga too."), idea.version)

    erase(idea)
    erase(idea)

    assert (idea.state, idea.title, idea.source, str(idea.body)) == (State.WITHDRAWN, "", "", "")
    assert not past_versions_of(idea)
    assert totals_of(process).contributions == 0


@pytest.mark.parametrize("published", [True, False])
def test_a_place_is_taken_off_and_counted_where_it_is(ada, process, published):
    idea = an_idea(ada, process, published=published)

    set_place(idea, None)
    assert idea.municipality is None
    set_place(idea, a_municipality().id)

    assert idea.municipality is a_municipality()
    assert totals_of(process).contributions == int(published)
