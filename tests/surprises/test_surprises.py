"""Which door, and who, speaks of what more than chance explains: counted behind the pages."""

from sqlalchemy import func, select

from consult.contributions import (
    Channel,
    Contribution,
    ContributionDraft,
    hide,
    publish,
    record,
    voice_of,
)
from consult.kernel.db import db
from consult.surprises.jobs import count_crossings
from consult.surprises.models import Crossing
from consult.taxonomy import Theme
from tests.makers import a_municipality, a_person, a_theme, the_cycle
from tests.makers import kept as keep


def another_theme():
    other = Theme(
        cycle_id=the_cycle().id,
        code="another",
        title={"en": "Another"},
        hint={},
        shape="circle",
        colour="#000000",
        position=99,
    )
    return keep(other)


def said(process, channel, theme, many, *, people=None):
    """So many contributions through a door, by so many people."""
    names = [f"{channel.name} {theme.id} {number}" for number in range(people or many)]
    voices = [voice_of(a_person(name)) for name in names]
    for number in range(many):
        draft = ContributionDraft(
            title=f"Said {number}",
            body="So it is.",
            municipality_id=a_municipality().id,
            theme_id=theme.id,
            language="en",
        )
        one = record(voices[number % len(voices)], process, channel, draft)
        publish(one)
    return one


def counted():
    db.end_write(keep=True)
    count_crossings()
    db.begin_write()
    return db.session.scalars(select(Crossing)).first()


def test_what_is_public_is_counted_by_door_and_by_kind_once(process):
    theme = a_theme()
    last = said(process, Channel.TABLE, theme, 3, people=2)
    said(process, Channel.ONLINE, theme, 1)

    counts = counted().counts

    assert counts == {
        "channel": [["online", theme.id, 1, 1], ["territorial-table", theme.id, 3, 2]],
        "kind": [["person", theme.id, 4, 3]],
    }
    hide(db.session.get_one(Contribution, last.id))
    assert counted().counts["kind"] == [["person", theme.id, 3, 3]]
    assert db.session.scalar(select(func.count(Crossing.id))) == 1


def test_the_map_tells_which_door_stands_out(browser, process):
    usual, rare = a_theme(), another_theme()
    said(process, Channel.ONLINE, usual, 40)
    said(process, Channel.TABLE, usual, 6)
    said(process, Channel.TABLE, rare, 24)
    said(process, Channel.ONLINE, rare, 4, people=1)
    counted()

    told = browser.get("/processes/plan/idea-map").text("body")

    assert "24 voices of 24 people, 11 expected" in told
    assert "Nobody stands out" in told


def test_of_fewer_than_ten_people_nothing_is_told(browser, process):
    usual, rare = a_theme(), another_theme()
    said(process, Channel.ONLINE, usual, 40)
    said(process, Channel.TABLE, rare, 24, people=9)
    counted()

    told = browser.get("/processes/plan/idea-map").text("body")

    assert "40 voices of 40 people" in told
    assert "24 voices" not in told
