"""Groups of voices that mean about the same: a node is made of each, or never."""

import pytest
from sqlalchemy import select

from consult.analysis.embedding import LetterCounts
from consult.contributions import hide
from consult.ideamap import NodeDraft, NodeLink, create_node, link_contribution
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.layouts import Spot
from consult.layouts.models import LayoutSpot
from consult.meaning import groups_in_meaning
from consult.meaning.answering import Holder
from consult.meaning.following import Follower
from consult.processes import Role
from consult.suggesting.commands import (
    DecidedAlreadyError,
    NothingLeftError,
    accept_suggestion,
    refuse_suggestion,
)
from consult.suggesting.drawing import drawn
from consult.suggesting.jobs import lay, suggest_nodes
from consult.suggesting.models import Suggestion
from consult.suggesting.queries import get_suggestion, laid_in
from tests.makers import a_person, a_process, an_idea, kept, on_staff
from tests.meaning.conftest import answering, commit

TITLES = ("A bench at the bus stop", "Benches at every bus stop", "A bench by the bus stop")


@pytest.fixture
def benches(ada, process):
    return [an_idea(ada, process, title=title, body="", published=True) for title in TITLES]


@pytest.fixture
def laid(process, benches):
    """The group of all benches, laid before the curators."""
    lay(process.id, [[one.id for one in benches]])
    return db.session.scalars(select(Suggestion)).one()


def open_groups():
    query = select(Suggestion).where(Suggestion.state == "open").order_by(Suggestion.id)
    return [one.contributions for one in db.session.scalars(query)]


def test_what_means_about_the_same_is_laid_before_the_curators(database, ada, process, benches):
    an_idea(ada, process, title="Un museo della zootecnia", body="", published=True)
    commit()
    holder = Holder(database.data_dir, LetterCounts())
    Follower(holder.index).compare_all()
    holder.ready.set()

    suggest_nodes()
    assert open_groups() == []
    with answering(database, holder.answer):
        assert groups_in_meaning(process.id + 1) == []
        db.end_write(keep=True)
        suggest_nodes()

    (found,) = open_groups()
    assert sorted(found) == [one.id for one in benches]
    (told,) = laid_in(process)
    assert {"bench", "bus", "stop"} & set(told.words)


def test_an_accepted_group_is_a_node_with_its_voices(dario, process, benches, laid):
    hide(benches[1])

    node = accept_suggestion(dario, process, laid)

    hung = db.session.scalars(select(NodeLink.contribution_id).where(NodeLink.node_id == node.id))
    assert sorted(hung) == [benches[0].id, benches[2].id]
    assert node.title == {"en": TITLES[0]}
    assert node.theme_id == benches[0].theme_id
    assert accept_suggestion(dario, process, laid) is node
    with pytest.raises(DecidedAlreadyError):
        refuse_suggestion(dario, process, laid)
    other = on_staff(a_person("Olga"), process, Role.CURATOR)
    with pytest.raises(DecidedAlreadyError):
        accept_suggestion(other, process, laid)


def test_a_refused_group_and_its_like_are_never_suggested_again(dario, process, benches, laid):
    refuse_suggestion(dario, process, laid)
    own = [one.id for one in benches]

    lay(process.id, [own, own[::-1]])

    assert open_groups() == []
    refuse_suggestion(dario, process, laid)
    with pytest.raises(DecidedAlreadyError):
        accept_suggestion(dario, process, laid)


def test_a_group_that_still_holds_keeps_its_number_and_others_go(ada, process, benches, laid):
    own = [one.id for one in benches]
    more = [an_idea(ada, process, title=f"Pool {n}", published=True).id for n in range(3)]

    lay(process.id, [own, more])
    assert open_groups() == [own, more]
    assert db.session.get(Suggestion, laid.id) is laid
    lay(process.id, [more])
    assert open_groups() == [more]


def test_what_hangs_on_a_node_is_not_suggested(dario, process, benches):
    node = create_node(dario, process, NodeDraft(title={"en": "Benches"}, summary={}))
    link_contribution(dario, process, node, benches[0])

    lay(process.id, [[one.id for one in benches]])

    assert open_groups() == []


def test_where_nothing_is_public_any_more_there_is_no_node(dario, process, benches, laid):
    for one in benches:
        hide(one)

    assert laid_in(process) == []
    with pytest.raises(NothingLeftError):
        accept_suggestion(dario, process, laid)


def test_another_consultation_knows_nothing_of_it(process, laid):
    with pytest.raises(NotFoundError):
        get_suggestion(a_process("other"), laid.id)


def test_only_curators_decide(ada, process, laid):
    for decide in (accept_suggestion, refuse_suggestion):
        with pytest.raises(NotAllowedError):
            decide(ada, process, laid)


def test_groups_are_drawn_among_all_voices_within_the_picture(process, benches, laid):
    assert drawn([], laid_in(process)) is None
    far = [Spot(benches[at].id, 900.0 * at, -5.0) for at in range(2)]

    drawing = drawn([*far, Spot(0, 450, 995.0)], laid_in(process))

    (mark,) = drawing.marks
    assert drawing.dots == "M158 380h0M482 380h0M320 20h0"
    assert (mark.number, mark.x, mark.y) == (1, 158, 380)
    assert mark.dots == "M158 380h0M482 380h0"
    assert drawn([Spot(0, 3, 3)], []).dots == "M320 200h0"
    several = drawn(far, 30 * laid_in(process)).marks
    assert len({(one.x, one.y) for one in several[:10]}) == 10
    assert all(20 <= one.x <= 620 and 20 <= one.y <= 380 for one in several)


DESK = "/processes/plan/desk/idea-map"


def test_the_desk_leads_to_the_groups_and_decides_on_each(browser, ada, dario, process, benches):
    more = [an_idea(ada, process, title=f"Pool {n}", published=True).id for n in range(3)]
    lay(process.id, [[one.id for one in benches], more])
    first, second = db.session.scalars(select(Suggestion.id).order_by(Suggestion.id))
    assert "2 groups of voices mean about the same" in browser.sign_in(dario).get(DESK).text("body")
    assert TITLES[1] in browser.get(f"{DESK}/suggestions").text("body")
    kept(LayoutSpot(process_id=process.id, contribution_id=benches[0].id, x=1, y=1))
    assert browser.get(f"{DESK}/suggestions").has(f'svg a[href="#suggestion-{first}"] text')

    browser.post(f"{DESK}/suggestions/{first}/acceptance")
    browser.post(f"{DESK}/suggestions/{second}/refusal", _at=f"{DESK}/suggestions")

    page = browser.get(f"{DESK}/suggestions").text("body")
    assert "Nothing is suggested now" in page
