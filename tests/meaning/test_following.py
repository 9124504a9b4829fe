"""Vectors follow the texts: only what everyone may read has one, and only as it is now."""

import pytest

from consult.audit import note_act
from consult.contributions import ContributionDraft, hide, publish, revise, send_back
from tests.makers import a_person, a_process, an_idea
from tests.meaning.conftest import commit


def draft(title):
    return ContributionDraft(
        title=title, body=title, municipality_id=None, theme_id=None, language="it"
    )


def near(holder, process, words):
    return [one for one, _near in holder.index.near(words, process.id, 5)]


def test_what_was_said_before_is_read_once(ada, process, holder, follower):
    public = an_idea(ada, process, title="Un autobus di notte", published=True)
    an_idea(ada, process, title="Un autobus che aspetta")
    commit()

    assert follower.compare_all() == 1
    assert follower.compare_all() == 0
    assert near(holder, process, "autobus notturno") == [public.id]


def test_what_happens_later_is_followed(ada, carla, process, holder, follower):
    follower.compare_all()
    idea = an_idea(ada, process, title="Un autobus di notte")
    commit()
    follower.follow()
    assert near(holder, process, "autobus") == []

    publish(idea)
    note_act(carla, "contribution.published", idea)
    commit()
    follower.follow()
    assert near(holder, process, "autobus") == [idea.id]

    revise(ada, idea, draft("Una piscina comunale"), idea.version)
    note_act(ada, "contribution.revised", idea)
    commit()
    follower.follow()
    (by_bus,), (by_pool,) = (
        holder.index.near(words, process.id, 5) for words in ("autobus di notte", "piscina")
    )
    assert by_pool[1] > 0.5 > by_bus[1]
    assert follower.follow() == 0


def test_what_is_hidden_loses_its_vector(ada, carla, process, holder, follower):
    idea = an_idea(ada, process, title="Un autobus di notte", published=True)
    commit()
    follower.compare_all()

    hide(idea)
    note_act(carla, "contribution.hidden", idea)
    commit()
    follower.follow()

    assert len(holder.index.shelf) == 0
    assert not any((holder.index.shelf._folder / "vectors").read_bytes())


def test_what_left_without_an_act_goes_at_the_next_comparison(ada, process, holder, follower):
    idea = an_idea(ada, process, published=True)
    commit()
    follower.compare_all()
    send_back(idea)
    commit()

    assert follower.compare_all() == 1
    assert len(holder.index.shelf) == 0


def test_another_consultation_is_never_near(ada, process, holder, follower):
    other = a_process("other")
    an_idea(ada, other, title="Un autobus di notte", published=True)
    commit()
    follower.compare_all()

    assert near(holder, process, "un autobus di notte") == []
    assert len(near(holder, other, "un autobus di notte")) == 1
    assert near(holder, other, " ") == []


@pytest.mark.parametrize("count", [1, 30])
def test_many_are_learnt_from_anew(process, holder, follower, count):
    for number in range(count):
        an_idea(a_person(f"P{number}"), process, title=f"Parco {number}", published=True)
    commit()

    assert follower.compare_all() == count
    assert len(near(holder, process, "Parco")) == min(5, count)
