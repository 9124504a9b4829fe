"""The spine: what was said keeps its door, its voice and its state, and counts are right."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from consult.contributions import (
    CODE_LETTERS,
    Channel,
    ContributionDraft,
    Filter,
    State,
    Voice,
    VoiceKind,
    by_state,
    can_read,
    contribution_published,
    count_waiting,
    counts_by_place,
    counts_by_theme,
    get_contribution,
    hide,
    longest_waiting,
    publish,
    published_in,
    record,
    recount,
    said_by,
    standings_of,
    totals_of,
    touch_process,
    voice_of,
)
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import BadRequestError, NotFoundError, RefusedError
from consult.search import matching
from tests.makers import a_municipality, a_person, a_process, a_theme, an_idea, kept


def found(words):
    hits = matching("contribution", words, 100).subquery()
    return set(db.session.scalars(select(hits.c.thing_id)))


def test_what_is_said_waits_and_keeps_its_door(ada, process):
    idea = an_idea(ada, process)

    assert idea.state is State.WAITING
    assert idea.channel is Channel.ONLINE
    assert db.session.get(Voice, idea.voice_id).person_id == ada.id
    assert len(idea.code) == 7
    assert set(idea.code) <= set(CODE_LETTERS)


def test_the_text_is_cleaned_once_on_the_way_in(ada, process):
    idea = an_idea(ada, process, title=" A  bus\n stop ", body="<script>x</script>\n\n*now*")

    assert idea.title == "A bus stop"
    assert "<script" not in idea.body
    assert "<em>now</em>" in idea.body
    assert idea.source == "<script>x</script>\n\n*now*"


def test_a_person_has_one_voice(ada, process):
    assert voice_of(ada).id == voice_of(ada).id
    assert db.session.scalar(select(func.count(Voice.id))) == 1


def test_a_voice_of_a_person_needs_a_person(database):
    with pytest.raises(IntegrityError):
        kept(Voice(kind=VoiceKind.PERSON, created_at=now()))


def test_a_paper_voice_has_a_number_and_no_person(process):
    paper = kept(Voice(kind=VoiceKind.PAPER, called="Sheet 12", created_at=now()))

    said = record(paper, process, Channel.TABLE, ContributionDraft("A shelter", "It rains."))

    assert said.voice_id == paper.id
    assert paper.name == "Sheet 12"


def test_publishing_counts_it_and_puts_it_in_the_index(ada, process):
    idea = an_idea(ada, process, title="A farm market in the square", published=True)

    totals = totals_of(process)
    assert (totals.contributions, totals.people) == (1, 1)
    assert counts_by_place(process) == {a_municipality().id: 1}
    assert counts_by_theme(process) == {a_theme().id: 1}
    assert found("market") == {idea.id}


def test_two_contributions_of_one_person_are_one_person(ada, process):
    an_idea(ada, process, published=True)
    an_idea(ada, process, published=True, place=a_municipality(1))
    an_idea(a_person("Bea"), process, published=True)

    assert (totals_of(process).contributions, totals_of(process).people) == (3, 2)
    assert recount(process.id) == {"contributions": 3, "people": 2, "imported": 0}


def test_hiding_takes_it_out_of_counts_and_index(ada, process):
    idea = an_idea(ada, process, title="A farm market in the square", published=True)

    hide(idea)

    assert idea.state is State.HIDDEN
    assert (totals_of(process).contributions, totals_of(process).people) == (0, 0)
    assert counts_by_place(process) == {}
    assert found("market") == set()


def test_hiding_what_waits_changes_no_count(ada, process):
    idea = an_idea(ada, process)
    before = totals_of(process)

    hide(idea)

    assert totals_of(process) == before


def test_what_was_hidden_can_be_shown_again_with_its_first_date(ada, process):
    idea = an_idea(ada, process, published=True)
    first = idea.published_at
    hide(idea)

    publish(idea)

    assert idea.published_at == first
    assert totals_of(process).contributions == 1


def test_nothing_is_published_or_hidden_twice(ada, process):
    idea = an_idea(ada, process, published=True)
    with pytest.raises(RefusedError, match="published"):
        publish(idea)
    hide(idea)
    with pytest.raises(RefusedError, match="hidden"):
        hide(idea)


def test_a_failing_listener_undoes_nothing_by_itself_but_reaches_the_edge(ada, process):
    def fail(idea):
        raise RuntimeError("listener")

    contribution_published.when(fail)
    try:
        with pytest.raises(RuntimeError, match="listener"):
            an_idea(ada, process, published=True)
    finally:
        contribution_published._listeners.remove(fail)


def test_touching_a_process_only_moves_its_version(process):
    touch_process(process.id)
    before = totals_of(process)

    touch_process(process.id)

    assert totals_of(process).version == before.version + 1
    assert totals_of(process).contributions == 0


def test_pages_of_a_list_follow_each_other_without_gaps(ada, process):
    ids = [an_idea(ada, process, published=True).id for _ in range(7)]

    first = published_in(process, Filter(), size=3)
    second = published_in(process, Filter(), after=first.next, size=3)
    third = published_in(process, Filter(), after=second.next, size=3)

    seen = [row.id for page in (first, second, third) for row in page.rows]
    assert seen == ids[::-1]
    assert third.next is None


@pytest.mark.parametrize(
    "mark", ["nonsense", "W10", "bnVsbA", "WzEsMl0", "A" * 301, "WyJhIiwiYiJd"]
)
def test_a_mark_that_is_not_ours_is_refused(process, mark):
    with pytest.raises(BadRequestError):
        published_in(process, Filter(), after=mark)


def test_a_list_is_narrowed_by_place_theme_and_words(ada, process):
    here = an_idea(ada, process, title="Trains in the evening", published=True)
    an_idea(ada, process, published=True, place=a_municipality(1), theme=a_theme(1))
    hits = matching("contribution", "trains", 100).subquery()

    for chosen in (
        Filter(municipality_ids=frozenset({a_municipality().id})),
        Filter(theme_ids=frozenset({a_theme().id})),
        Filter(hits=select(hits.c.thing_id)),
    ):
        assert [row.id for row in published_in(process, chosen).rows] == [here.id]
    assert not published_in(process, Filter(channel=Channel.TABLE)).rows


def test_only_its_author_and_the_staff_read_what_is_not_public(ada, carla, process):
    idea = an_idea(ada, process)
    stranger = a_person("Stranger")

    assert get_contribution(process, idea.code, ada) is idea
    assert get_contribution(process, idea.code.lower(), carla) is idea
    assert not can_read(None, idea)
    for person in (None, stranger):
        with pytest.raises(NotFoundError):
            get_contribution(process, idea.code, person)


def test_a_contribution_of_another_process_is_not_found(ada, process):
    idea = an_idea(ada, a_process("other"), published=True)

    for code in (idea.code, "short", "à" * 7):
        with pytest.raises(NotFoundError):
            get_contribution(process, code, ada)


def test_the_queue_shows_the_longest_wait_first(ada, process):
    first, second = an_idea(ada, process), an_idea(ada, process)
    an_idea(ada, process, published=True)

    assert [one.id for one in longest_waiting(process)] == [first.id, second.id]
    assert [one.id for one in by_state(process, State.WAITING).rows] == [second.id, first.id]
    assert count_waiting(process) == 2


def test_a_person_finds_all_they_said(ada, process):
    waiting, public = an_idea(ada, process), an_idea(ada, process, published=True)
    an_idea(a_person("Bea"), process)

    assert [one.id for one in said_by(ada).rows] == [public.id, waiting.id]


def test_a_standing_is_told_for_every_state(ada, process):
    waiting, public = an_idea(ada, process), an_idea(ada, process, published=True)

    standings = standings_of([waiting, public])

    assert (standings[waiting.id].stage, standings[public.id].stage) == (0, 1)
    assert "moderator" in standings[waiting.id].sentence


def test_importing_the_same_thing_twice_is_refused_by_the_database(ada, process):
    for number in range(2):
        idea = an_idea(ada, process)
        idea.source_system, idea.source_id = "decidim", "42"
        if number == 0:
            db.session.flush()
            continue
        with pytest.raises(IntegrityError):
            db.session.flush()
