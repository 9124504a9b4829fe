"""What says the same is linked and never merged; the nearest suggest a theme."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import counts_by_theme, page_pieces
from consult.docket.queries.groups import alike_by_contribution, refused_themes
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.moderation import GroupMember
from consult.moderation.commands.likeness import file_under, link_alike, refuse_theme, unlink
from consult.moderation.nearness import alike, nearest, theme_hints
from consult.taxonomy import Theme
from tests.makers import a_person, a_process, a_theme, an_idea, kept, the_cycle
from tests.makers.desk import opened

SHELTER = "The shelter of the station is broken"


def link(person, one, other):
    return link_alike(person, opened(one, person), opened(other, person))


def alike_of(idea, *, public_only=False):
    db.session.flush()
    return alike_by_contribution([idea.id], public_only=public_only).get(idea.id)


def test_a_group_counts_people_and_not_texts(ada, carla, process):
    bea = a_person("Bea")
    first, second, third = an_idea(ada, process), an_idea(ada, process), an_idea(bea, process)

    link(carla, first, second)
    link(carla, first, third)

    assert alike_of(first).people == 2
    assert [one.id for one in alike_of(third).others] == [first.id, second.id]


def test_two_groups_that_say_the_same_become_one(ada, carla, process):
    ideas = [an_idea(ada, process) for _number in range(4)]
    link(carla, ideas[0], ideas[1])
    link(carla, ideas[2], ideas[3])

    link(carla, ideas[1], ideas[2])
    link(carla, ideas[1], ideas[2])

    assert len(alike_of(ideas[0]).others) == 3


def test_a_link_is_taken_off_and_one_alone_is_no_group(ada, carla, process):
    first, second, third = (an_idea(ada, process) for _number in range(3))
    link(carla, first, second)
    link(carla, first, third)

    unlink(carla, opened(third, carla))
    assert len(alike_of(first).others) == 1
    unlink(carla, opened(second, carla))
    unlink(carla, opened(second, carla))

    assert db.session.scalars(select(GroupMember)).all() == []


def test_only_ideas_of_one_consultation_say_the_same(ada, carla, fabio, process):
    idea, other = an_idea(ada, process), an_idea(ada, a_process("other"))

    with pytest.raises(RefusedError, match="same consultation"):
        link(fabio, idea, idea)
    with pytest.raises(RefusedError, match="same consultation"):
        link(fabio, idea, other)
    with pytest.raises(NotAllowedError):
        link(ada, idea, idea)


def test_readers_see_the_public_ones_only(app, database, ada, carla, process):
    bea = a_person("Bea")
    first = an_idea(ada, process, published=True)
    second = an_idea(bea, process, title="Said in other words", published=True)
    waiting = an_idea(a_person("Ciro"), process, title="Not read yet")
    link(carla, first, second)
    link(carla, first, waiting)
    subject = opened(first, carla)

    with app.test_request_context("/", base_url=database.base_url):
        words = "".join(piece.html for piece in page_pieces.fill([subject.thing])[first.id])

    assert "2 people say this" in words
    assert "Said in other words" in words
    assert "Not read yet" not in words


def test_the_nearest_share_the_rarest_words(ada, carla, process):
    near = an_idea(ada, process, title="The broken shelter at the station", published=True)
    an_idea(ada, process, title="A garden behind the school", published=True)
    an_idea(ada, a_process("other"), title=SHELTER, published=True)
    idea = an_idea(ada, process, title=SHELTER)

    (found,) = nearest(opened(idea, carla))

    assert found.contribution.id == near.id
    assert [part for part, shared in found.marked_title() if shared] == [
        "broken",
        "shelter",
        "station",
    ]
    assert [one.contribution.id for one in alike([found], frozenset())] == [near.id]
    assert alike([found], frozenset({near.id})) == []


def test_the_nearest_suggest_another_theme_and_say_why(ada, carla, process):
    cycle = the_cycle()
    wanted = db.session.scalars(select(Theme).where(Theme.cycle_id == cycle.id)).all()[-1]
    for _number in range(3):
        an_idea(ada, process, title=SHELTER, theme=wanted, published=True)
    idea = an_idea(ada, process, title=SHELTER, theme=a_theme(0))
    subject = opened(idea, carla)

    hints = theme_hints(subject, nearest(subject))

    if wanted.id == a_theme(0).id:  # a plan of one theme suggests no other
        assert hints == []
        return
    assert [(hint.theme.id, hint.votes, hint.of) for hint in hints] == [(wanted.id, 3, 3)]
    with pytest.raises(NotAllowedError):
        refuse_theme(ada, subject, wanted)
    for _time in range(2):
        refuse_theme(carla, subject, wanted)
    assert theme_hints(subject, nearest(subject)) == []
    file_under(carla, subject, hints[0].theme)
    assert idea.theme_id == wanted.id
    assert theme_hints(opened(idea, carla), nearest(subject)) == []


def test_a_theme_changed_moves_what_is_counted(ada, carla, process):
    idea = an_idea(ada, process, published=True, theme=a_theme(0))
    other = kept(
        Theme(
            cycle_id=the_cycle().id,
            code="another",
            title={"en": "Another"},
            hint={},
            shape="circle",
            colour="#000000",
            position=99,
        )
    )

    file_under(carla, opened(idea, carla), other)

    assert counts_by_theme(process) == {other.id: 1}
    assert db.session.scalars(select(Act.verb).order_by(Act.id.desc())).first() == (
        "contribution.theme_changed"
    )


def test_a_theme_of_another_plan_is_refused(ada, carla, process):
    idea = an_idea(ada, process)
    foreign = Theme(cycle_id=999, code="x", title={}, hint={}, shape="circle", colour="#000000")

    with pytest.raises(RefusedError, match="no such theme"):
        file_under(carla, opened(idea, carla), foreign)


DESK = "/processes/plan/desk/moderation"


def test_the_desk_links_unlinks_and_mends_the_theme(browser, ada, carla, process):
    near = an_idea(ada, process, title="The broken shelter at the station", published=True)
    idea = an_idea(ada, process, title=SHELTER)
    here = f"{DESK}/{idea.code}"
    page = browser.sign_in(carla).get(here)
    assert page.has('[data-key="D 1"]')

    browser.post(f"{here}/links", other=near.code)
    page = browser.get(here)
    assert "1 person says this" in page.text(".desk__panes")
    browser.post(f"{here}/links/delete", other=near.code)
    assert "says this" not in browser.get(here).text("body")
    assert browser.send(f"{here}/theme", data={"theme": a_theme().code}).status == 400
    token = page.form_to(f"{here}/links/delete") or page.form_to(f"{here}/links")
    answer = browser.send(f"{here}/theme/refusal", data=token | {"theme": a_theme().code})
    assert answer.status == 303
    assert refused_themes(opened(idea, carla)) == {a_theme().id}
