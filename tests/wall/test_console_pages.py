"""The wall on the console and the projector; nothing is read of it before its time."""

import pytest

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.seats import Group, GroupPlace
from consult.tables import BlockKind, Session, console_path, get_session
from consult.wall import console_piece, phone_piece, projector_piece
from consult.wall.queries import cards_on, wall_of
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_dot, a_pile, a_vote, a_writing_session
from tests.markup import parsed
from tests.wall.fetching import fetched, said

SECRET = "Zanzibar"


def again(thing):
    """The same thing, as it is now."""
    if isinstance(thing, Session):
        return get_session(thing.id)
    return db.session.get_one(type(thing), thing.id)


@pytest.fixture
def room(browser, bruno):
    """Bruno's console over a wall of three open cards."""
    session, block = a_writing_session()
    block.revealed_at = now()
    gina = a_seat(session, "Gina", place=a_municipality())
    cards = [
        a_card(gina, block, "The bus to the school waits for the train"),
        a_card(gina, block, "The school bus leaves before the train comes"),
        a_card(gina, block, "More trees in the park"),
    ]
    at_block(session, a_block(session, BlockKind.CLUSTER))
    path = console_path(session)
    browser.sign_in(bruno)
    token = {"csrf_token": browser.get(f"{path}/cards").value("csrf_token")}
    return browser, session, cards, path, token


def chosen(card):
    """A card as a form names it, as it is now."""
    return {"card": f"{card.id}:{again(card).version}"}


def test_a_wall_is_arranged_with_forms_alone(room):
    browser, session, (bus, school, park), path, token = room

    def press(url, **fields):
        page = browser.send(f"{path}/{url}", data=token | fields)
        assert (page.status, page.location) == (303, f"{path}#wall"), page.text()
        return wall_of(get_session(session.id))

    wall = press("moves", **chosen(bus), to="new")
    pile = wall.heaps[0].pile
    press(f"piles/{pile.id}", title="Buses", version=pile.version)
    press("moves", **chosen(school), to=f"card-{bus.id}")
    wall = press("asides", **chosen(park), because="It names a person")
    assert [one.id for one in wall.aside] == [park.id]
    assert wall.heaps[0].pile.title == "Buses"
    assert [one.id for one in wall.heaps[0].cards[0].behind] == [school.id]
    press("asides/delete", **chosen(park))
    press("moves/delete")
    wall = press("moves/delete")
    assert not wall.aside
    wall = press("piles", title="Parks")
    press("moves", **chosen(park), to=f"pile-{wall.heaps[1].pile.id}")
    wall = press(f"piles/{wall.heaps[1].pile.id}/delete")

    assert [one.card.id for one in wall.loose] == [park.id]


def test_our_script_is_told_who_moved_a_card_meanwhile(room):
    browser, session, (bus, *_others), path, token = room
    pile = a_pile(session, "Buses")
    move = token | {"card": f"{bus.id}:1", "to": f"pile-{pile.id}"}

    status, piece = fetched(browser, f"{path}/moves", move)
    assert (status, said(piece, ".heap span.voice")) == (200, [again(bus).source])
    status, piece = fetched(browser, f"{path}/moves", move | {"to": "new"})
    assert status == 409
    assert "It is in “Buses” now" in said(piece, "[data-said]")[0]
    page = browser.send(f"{path}/moves", data=move | {"to": "none"})

    assert page.status == 409
    assert "It is in “Buses” now" in page.text("main")
    for wrong in ({"card": ""}, {"to": "elsewhere"}):
        assert fetched(browser, f"{path}/moves", move | wrong)[0] in {400, 422}


def test_similar_cards_are_suggested_with_the_words_they_share(room, bruno, in_request):
    _browser, session, (bus, school, park), *_rest = room
    session = again(session)
    a_pile(session, "Buses", again(bus))

    shown = shown_by(console_piece, bruno, session, session.block)

    hint = shown.select_one(f"#hint-{school.id}")
    assert "Like 1 card of “Buses”" in hint.words
    assert said(hint, "u") == ["bus", "school", "train"]
    assert not shown.select_one(f"#hint-{park.id}")
    assert "%" not in hint.get_text()


def test_others_do_not_arrange_it_nor_write_on_it(room, another_browser, ada):
    _browser, _session, (bus, *_others), path, _token = room
    other = another_browser.sign_in(ada)
    token = {"csrf_token": other.get("/account").value("csrf_token")}

    assert other.get(f"{path}/cards").status == 403
    answer = other.send(f"{path}/moves", data=token | {"card": f"{bus.id}:1", "to": "new"})
    assert answer.status == 403


def test_a_covered_card_is_read_nowhere_but_by_its_author(
    browser, another_browser, bruno, in_request
):
    session, block = a_writing_session()
    gina, ugo = a_seat(session, "Gina"), a_seat(session, "Ugo")
    card = a_card(gina, block, SECRET)
    group = kept(Group(session_id=session.id, number=1))
    for seat in (gina, ugo):
        kept(GroupPlace(group_id=group.id, seat_id=seat.id))
    path, phone = console_path(session), f"/t/{session.join_code}"
    console, others = browser.sign_in(bruno), sit_down(another_browser, ugo)
    pages = [console.get(f"{path}/cards"), others.get(f"{phone}/cards")]
    token = {"csrf_token": pages[0].value("csrf_token")}
    pages += [
        console.get(path),
        console.send(f"{path}/moves", data=token | {"card": f"{card.id}:1", "to": "new"}),
        console.send(f"{path}/asides", data=token | {"card": f"{card.id}:1", "because": "Why"}),
        others.get(phone),
        others.get(f"{phone}/cards/{card.id}"),
    ]
    told = "".join(page.html for page in pages)
    for reader, url in ((console, path), (others, phone)):
        for part in ("wall", "presence"):
            told += str(fetched(reader, f"{url}/pieces/{part}")[1])
    for kind in BlockKind:
        at = at_block(again(session), a_block(again(session), kind))
        again(block).ended_at = None
        for piece, who in ((console_piece, bruno), (phone_piece, again(ugo)), (projector_piece, 0)):
            about = (again(session), at) if who == 0 else (who, again(session), at)
            told += str(shown_by(piece, *about))

    assert SECRET not in told
    assert cards_on(again(session)) == []
    assert SECRET in str(shown_by(phone_piece, again(gina), again(session), again(block)))


def test_the_console_shows_who_has_not_written(browser, bruno, in_request):
    session, block = a_writing_session()
    gina = a_seat(session, "Gina")
    a_seat(session, "Ugo")
    a_card(gina, block)
    a_card(gina, block)

    shown = shown_by(console_piece, bruno, session, block)

    assert said(shown, ".tile") == ["Gina: 2", "Ugo: not yet"]
    assert said(shown, ".tiles__sum") == ["2 cards from 1 person. 1 has not written yet."]
    shown = shown_by(projector_piece, session, block)
    assert "1 person of 2 has written" in shown.words
    assert "Gina" not in str(shown)


def test_a_result_is_read_by_everyone_at_once_and_by_nobody_before(room, another_browser):
    browser, session, (bus, school, park), path, token = room
    session = again(session)
    pile = a_pile(session, "Buses", again(bus), again(school))
    vote = a_vote(session)
    gina, ugo = a_seat(session, "Ada"), a_seat(session, "Ugo")
    for seat, on, points in ((gina, pile, 2), (gina, again(park), 1), (ugo, pile, 2)):
        a_dot(seat, vote, on, points)
    phone = sit_down(another_browser, ugo)
    projector = f"{path.removesuffix('console')}projector"
    readers = ((browser, path), (browser, projector), (phone, f"/t/{session.join_code}"))

    def told():
        pages = [fetched(reader, f"{url}/pieces/wall")[1] for reader, url in readers]
        return [page.words for page in pages]

    before = told()
    assert "2 of 3 people present have voted" in before[0]
    assert not any("4" in words for words in before)
    assert browser.send(f"{path}/results/{vote.id}", data=token).status == 303
    after = told()

    assert all("4" in words and "Buses" in words for words in after)
    assert after[1].index("Buses") < after[1].index("More trees")


def test_a_wall_of_two_hundred_cards_asks_as_much_as_one_of_ten(
    room, bruno, count_queries, in_request
):
    _browser, session, _cards, *_rest = room
    session = get_session(session.id)
    block = session.blocks[0]
    gina = a_seat(session, "Ada")

    def asked():
        console_piece(bruno, session, session.block)
        with count_queries() as seen:
            console_piece(bruno, session, session.block)
            projector_piece(session, session.block)
        return len(seen)

    few = asked()
    for number in range(200):
        a_card(gina, block, f"Card {number} about something")

    assert asked() == few <= 4


def shown_by(piece, *about):
    """A piece as it is served, in the words of the story's reader."""
    with speaking("en"):
        return parsed(str(piece(*about)))
