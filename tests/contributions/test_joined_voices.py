"""A seat's voice found to be a person's: both count as one wherever people are counted."""

import pytest
from sqlalchemy import select

from consult.contributions import (
    Channel,
    ContributionDraft,
    Voice,
    VoiceKind,
    author_of,
    can_read,
    hide,
    join_voices,
    part_voices,
    publish,
    record,
    recount,
    said_by,
    speakers_of,
    totals_of,
    voice_of,
)
from consult.docket import subject_with
from consult.ideamap.recounting import recount as recount_map
from consult.ideamap.recounting import strays_in, tallied
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.voting import support
from tests.makers import a_municipality, a_theme, an_idea, kept
from tests.makers.desk import opened


@pytest.fixture
def seat_voice(process):
    return kept(Voice(kind=VoiceKind.SEAT, called="Ada N.", created_at=now()))


def a_card(voice, process, *, published=True):
    """Something said at a table."""
    draft = ContributionDraft(
        "A bench by the canal", "In the shade.", a_municipality().id, a_theme().id, "en"
    )
    card = record(voice, process, Channel.TABLE, draft)
    if published:
        publish(card)
    return card


def test_both_voices_count_as_one_person(ada, bea, process, seat_voice):
    an_idea(ada, process, published=True)
    an_idea(bea, process, published=True)
    a_card(seat_voice, process)
    a_card(seat_voice, process)
    assert totals_of(process).people == 3

    join_voices(seat_voice, ada)
    join_voices(seat_voice, ada)

    db.session.expire_all()
    assert totals_of(process).people == 2
    assert recount(process.id) == {"contributions": 4, "people": 2, "imported": 0}
    assert tallied(process) == recount_map(process)
    assert strays_in(process) == []


@pytest.mark.parametrize("ideas", [0, 1])
def test_voices_that_part_again_count_exactly_as_before(ada, bea, process, seat_voice, ideas):
    for _idea in range(ideas):
        an_idea(ada, process, published=True)
    a_card(seat_voice, process)
    late = a_card(seat_voice, process, published=False)
    before = recount(process.id)
    part_voices(seat_voice, ada)
    join_voices(seat_voice, ada)
    publish(late)

    for _twice in range(2):
        part_voices(seat_voice, ada)

    db.session.expire_all()
    assert recount(process.id) == before | {"contributions": before["contributions"] + 1}
    assert totals_of(process).people == before["people"] == 1 + ideas
    assert tallied(process) == recount_map(process)
    assert strays_in(process) == []
    assert said_by(ada).rows[ideas:] == []
    support(ada, late)
    join_voices(seat_voice, bea)
    with pytest.raises(RefusedError, match="Another account"):
        part_voices(seat_voice, ada)


def test_a_voice_that_said_nothing_public_parts_without_a_trace(ada, process, seat_voice):
    an_idea(ada, process, published=True)
    a_card(seat_voice, process, published=False)
    join_voices(seat_voice, ada)

    part_voices(seat_voice, ada)

    db.session.expire_all()
    assert totals_of(process).people == recount(process.id)["people"] == 1


def test_what_is_published_after_the_joining_counts_for_the_person(ada, process, seat_voice):
    card = a_card(seat_voice, process, published=False)
    join_voices(seat_voice, ada)
    publish(card)
    idea = an_idea(ada, process, published=True)
    assert totals_of(process).people == 1

    hide(idea)
    db.session.expire_all()
    assert totals_of(process).people == 1
    hide(card)
    db.session.expire_all()
    assert totals_of(process).people == recount(process.id)["people"] == 0


def test_who_has_said_nothing_else_stays_one_person(ada, process, seat_voice):
    a_card(seat_voice, process)
    join_voices(seat_voice, ada)

    db.session.expire_all()
    assert totals_of(process).people == recount(process.id)["people"] == 1


def test_what_was_said_at_the_table_is_the_person_s(ada, bea, fabio, process, seat_voice):
    card = a_card(seat_voice, process, published=False)
    assert author_of(card) is None
    assert not can_read(ada, card)

    join_voices(seat_voice, ada)

    assert author_of(card) == opened(card, fabio).author == ada
    assert subject_with("contribution", card.id).author == ada
    assert speakers_of([card.id]) == {card.id: ada.id}
    assert said_by(ada).rows == [card]
    assert can_read(ada, card)
    assert not can_read(bea, card)
    assert card.voice.name == "Ada N."


def test_nobody_supports_what_they_said_at_a_table(ada, bea, process, seat_voice):
    card = a_card(seat_voice, process)
    join_voices(seat_voice, ada)

    with pytest.raises(NotAllowedError):
        support(ada, card)
    support(bea, card)
    assert card.supports == 1


def test_a_voice_is_attached_to_one_person_only(ada, bea, seat_voice):
    join_voices(seat_voice, ada)

    with pytest.raises(RefusedError):
        join_voices(seat_voice, bea)
    with pytest.raises(RefusedError):
        join_voices(voice_of(bea), ada)


def test_distinct_people_are_distinct_voices_after_attachments(ada, seat_voice):
    join_voices(seat_voice, ada)

    counted = db.session.scalars(
        select(Voice.counted_id).where(Voice.id.in_([seat_voice.id, voice_of(ada).id]))
    )
    assert set(counted) == {seat_voice.counted_id} == {voice_of(ada).id}
