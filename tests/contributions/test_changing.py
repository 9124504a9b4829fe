"""What was said changes, goes back, is withdrawn: counts, index and past versions follow."""

import pytest
from sqlalchemy import select

from consult.contributions import (
    ContributionDraft,
    State,
    count_comments,
    count_many_comments,
    count_supports,
    counts_by_place,
    counts_by_theme,
    give_back,
    hide,
    past_versions_of,
    publish,
    put_back,
    recount,
    revise,
    totals_of,
    withdraw,
)
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.search import matching
from tests.makers import a_municipality, an_idea


def found(words):
    hits = matching("contribution", words, 100).subquery()
    return set(db.session.scalars(select(hits.c.thing_id)))


def a_revision(**others):
    given = {
        "title": "Two tickets for all",
        "body": "Two are *better*.",
        "municipality_id": a_municipality(1).id,
        "theme_id": None,
    }
    return ContributionDraft(**(given | others))


def assert_counts_are_right(process):
    totals = totals_of(process)
    assert recount(process.id) == {
        "contributions": totals.contributions,
        "people": totals.people,
        "imported": 0,
    }


def test_a_revision_keeps_what_was_said_before(ada, process):
    idea = an_idea(ada, process, title="One ticket for all", body="One is enough.")
    revise(ada, idea, a_revision(), 1)
    revise(ada, idea, a_revision(title="Three tickets"), 2)

    past = past_versions_of(idea)
    assert [(one.number, one.title) for one in past] == [
        (1, "One ticket for all"),
        (2, "Two tickets for all"),
    ]
    assert past[0].source == "One is enough."
    assert past[0].revised_by_id == ada.id
    assert idea.version == 3
    assert "<em>better</em>" in idea.body
    assert idea.state is State.WAITING


def test_of_two_who_change_the_same_text_the_second_is_told(ada, process):
    idea = an_idea(ada, process)
    revise(ada, idea, a_revision(), 1)

    with pytest.raises(ConflictError, match="changed meanwhile"):
        revise(ada, idea, a_revision(title="Mine came second"), 1)
    assert idea.title == "Two tickets for all"


def test_a_public_text_that_changes_place_is_counted_where_it_is_now(ada, process):
    idea = an_idea(ada, process, published=True)
    revise(ada, idea, a_revision(), 1)

    assert counts_by_place(process) == {a_municipality(1).id: 1}
    assert counts_by_theme(process) == {}
    assert idea.municipality.name == a_municipality(1).name
    assert_counts_are_right(process)


def test_a_public_text_that_changes_is_found_by_its_new_words_only(ada, process):
    idea = an_idea(ada, process, title="Lantern in the square", published=True)
    revise(ada, idea, a_revision(title="Fountain in the square"), 1)

    assert found("fountain") == {idea.id}
    assert found("lantern") == set()


def test_what_waits_is_not_found_though_it_changes(ada, process):
    idea = an_idea(ada, process)
    revise(ada, idea, a_revision(title="Fountain in the square"), 1)

    assert found("fountain") == set()


def test_what_goes_back_to_its_author_waits_again_once_changed(ada, process):
    idea = an_idea(ada, process)
    give_back(idea)
    assert idea.state is State.RETURNED

    revise(ada, idea, a_revision(), 1)

    assert idea.state is State.WAITING


def test_only_what_waits_goes_back_to_its_author(ada, process):
    idea = an_idea(ada, process, published=True)

    with pytest.raises(RefusedError, match="Only a contribution that is waiting"):
        give_back(idea)


def test_what_is_withdrawn_is_counted_and_found_no_more(ada, process):
    idea = an_idea(ada, process, title="Lantern in the square", published=True)
    withdraw(idea)

    assert idea.state is State.WITHDRAWN
    assert found("lantern") == set()
    assert totals_of(process).contributions == 0
    assert_counts_are_right(process)
    with pytest.raises(RefusedError, match="withdrawn already"):
        withdraw(idea)


def test_what_waited_is_withdrawn_without_counting_less(ada, process):
    withdraw(an_idea(ada, process))

    assert totals_of(process).contributions == 0


@pytest.mark.parametrize("before", [State.WAITING, State.RETURNED])
def test_a_publication_taken_back_leaves_no_trace(ada, process, before):
    idea = an_idea(ada, process)
    publish(idea)
    put_back(idea, before)

    assert idea.state is before
    assert idea.published_at is None
    assert_counts_are_right(process)


def test_a_hiding_taken_back_shows_it_again(ada, process):
    idea = an_idea(ada, process, published=True)
    hide(idea)
    put_back(idea, State.PUBLISHED)

    assert idea.is_public
    assert_counts_are_right(process)


def test_something_hidden_twice_stays_hidden_when_the_second_is_taken_back(ada, process):
    idea = an_idea(ada, process)
    hide(idea)
    put_back(idea, State.HIDDEN)

    assert idea.state is State.HIDDEN


def test_supports_and_comments_are_counted_by_adding(ada, process):
    idea = an_idea(ada, process, published=True)
    count_supports(idea.id, 1)
    count_supports(idea.id, 1)
    count_supports(idea.id, -1)
    count_comments(idea.id, 3)
    count_many_comments({})
    count_many_comments({idea.id: 2})
    db.session.refresh(idea)

    assert (idea.supports, idea.comments) == (1, 5)
