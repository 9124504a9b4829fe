"""The wall on a phone: writing a card, changing it, arranging a group's, voting."""

from datetime import timedelta

import pytest

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.seats import Group, GroupPlace
from consult.tables import BlockKind
from consult.wall import own_cards, phone_piece
from consult.wall.commands import dots_of
from tests.makers import a_municipality, kept
from tests.makers.seats import a_seat, sit_down
from tests.makers.tables import a_block, at_block
from tests.makers.wall import a_card, a_pile, a_vote, a_writing_session
from tests.markup import parsed
from tests.wall.fetching import fetched, said


@pytest.fixture
def phone(browser, process, bruno):
    """Gina's phone in a session in which people write."""
    session, block = a_writing_session()
    gina = a_seat(session, "Gina", place=a_municipality())
    return sit_down(browser, gina), session, block, gina


def cards_page(session):
    return f"/t/{session.join_code}/cards"


def test_a_card_is_handed_in_and_said_otherwise(phone):
    browser, session, block, gina = phone
    url = cards_page(session)

    page = browser.get(url)
    assert "What stops at the border?" in page.text("h1")
    assert "Hand in card 1 of 3" in page.text("button")
    sent = browser.post(url, source="One tiket")
    assert (sent.status, sent.location) == (303, f"/t/{session.join_code}")
    card = own_cards(gina, block)[0]
    browser.post(f"{url}/{card.id}", _at=f"{url}/{card.id}", source="One ticket")
    page = browser.get(url)
    assert page.texts(".own-cards .voice") == ["One ticket"]
    assert browser.post(f"{url}/{card.id}/delete", _at=f"{url}/{card.id}").status == 303

    assert browser.get(f"{url}/{card.id}").status == 404
    assert own_cards(gina) == []


def test_a_form_sent_twice_is_one_card(phone):
    browser, session, block, gina = phone
    form = browser.get(cards_page(session)).form_to(cards_page(session))

    for _time in range(2):
        assert browser.send(cards_page(session), data=form | {"source": "One"}).status == 303

    assert len(own_cards(gina, block)) == 1


@pytest.mark.parametrize(
    ("words", "why"), [("", "Write something"), ("x" * 20_000, "280"), ("x" * 20_001, "20,000")]
)
def test_a_refused_card_comes_back_with_its_words(phone, words, why):
    browser, session, _block, _gina = phone
    browser.get(cards_page(session))

    page = browser.post(cards_page(session), source=words)

    assert page.status == 422
    assert why.replace(",", "") in page.text(".field__error").replace(",", "").replace("\u202f", "")
    assert page.value("source") == words


def test_words_come_back_when_there_is_no_card_left(phone):
    browser, session, block, gina = phone
    browser.get(cards_page(session))
    for number in range(3):
        a_card(gina, block, f"Card {number}")

    page = browser.post(cards_page(session), source="A fourth")

    assert page.status == 422
    assert "3 cards" in page.text(".error-summary")
    assert page.value("source") == "A fourth"


def test_our_script_gets_the_piece_with_the_card_or_with_why_not(phone):
    browser, session, _block, _gina = phone
    url = cards_page(session)
    form = browser.get(url).form_to(url)

    status, piece = fetched(browser, url, form | {"source": "One ticket"})
    assert (status, said(piece, "#wall-phone .own-cards .voice")) == (200, ["One ticket"])
    assert piece.select_one(f"[data-client-id='{form['client_id']}']")
    status, piece = fetched(browser, url, form | {"source": "", "client_id": "another"})

    assert status == 422
    assert "Write something" in said(piece, "#wall-phone .field__error")[0]


def test_a_card_kept_too_long_comes_back_under_what_is_done_now(phone):
    browser, session, block, gina = phone
    url = cards_page(session)
    form = browser.get(url).form_to(url)
    block = again(block)
    at_block(again(session), a_vote(again(session)))
    block.ended_at = block.began_at = now() - timedelta(hours=1)

    status, piece = fetched(browser, url, form | {"source": "Kept too long"})

    assert status == 403
    assert piece.select_one("#wall-phone .ballot")
    assert piece.select_one("textarea").get_text().strip() == "Kept too long"
    assert own_cards(gina) == []


def test_who_has_no_seat_is_sent_to_join_and_another_s_card_is_missing(phone, another_browser):
    browser, session, block, _gina = phone
    others = a_card(a_seat(session, "Ugo"), block, "A secret of Ugo")
    url = f"{cards_page(session)}/{others.id}"

    assert browser.get(url).status == 404
    assert another_browser.get(url).location.startswith("/join/")


def test_late_cards_are_written_after_the_session(phone):
    browser, session, block, gina = phone
    block.ended_at = now()
    session.end(now(), late_until=now() + timedelta(days=2))

    page = browser.get(cards_page(session))
    assert "The session is over" in page.text("main")
    sent = browser.post(cards_page(session), source="On the way home")

    assert sent.location == f"/t/{session.join_code}"
    assert "You have written 1 of 3 cards" in browser.get(sent.location).text("main")
    assert own_cards(gina, block)[0].source == "On the way home"


@pytest.fixture
def voting(phone, bruno):
    """The same phone, in a vote over a pile and a card."""
    browser, session, block, gina = phone
    block.revealed_at = now()
    pile, card = a_pile(session, "Buses", a_card(gina, block)), a_card(gina, block, "Parks")
    return browser, session, a_vote(session), gina, pile, card


def test_dots_are_put_by_plus_and_minus_each_saved_at_once(voting, app):
    browser, session, vote, gina, pile, _card = voting
    url = f"/t/{session.join_code}/dots"
    token = csrf(browser)

    for points in (1, 2):
        put = token | {"put": f"pile-{pile.id}:{points}"}
        assert browser.send(url, data=put).location == f"/t/{session.join_code}"
    status, piece = fetched(browser, url, token | {"put": f"pile-{pile.id}:3"})
    assert status == 422
    assert "at most 2 dots" in said(piece, "[role=alert]")[0]
    page = browser.send(url, data=token | {"put": f"pile-{pile.id}:3"})
    assert (page.status, page.text("h1")) == (422, "Nothing was changed")
    for wrong in ("pile-x:1", "", "pile-1:-1"):
        assert browser.send(url, data=token | {"put": wrong}).status == 400

    assert dots_of(gina, again(vote)) == {("pile", pile.id): 2}
    shown = soup_of(app, phone_piece, again(gina), session, vote)
    assert "You have 3 points left of 5" in said(shown, "h2")[0]
    first = shown.select(".ballot__line")[0].select("button")
    assert [button.get("aria-disabled") for button in first] == [None, "true"]


def test_a_card_and_dots_are_sent_in_one_request(voting):
    browser, session, vote, gina, pile, card = voting
    vote = again(vote)
    vote.cards_each = 1
    url = f"/t/{session.join_code}/both"
    put = [f"pile-{pile.id}:2", f"card-{card.id}:1"]
    data = csrf(browser) | {"block": vote.id, "client_id": "k", "source": "A new one"}

    for _time in range(2):
        assert browser.send(url, data=data | {"put": put}).status == 303

    assert [one.source for one in own_cards(gina, vote)] == ["A new one"]
    assert dots_of(gina, vote) == {("pile", pile.id): 2, ("card", card.id): 1}


def test_a_group_puts_its_cards_into_piles_by_buttons(phone, app):
    browser, session, block, gina = phone
    block.revealed_at = now()
    work = at_block(session, a_block(session, BlockKind.BREAKOUT))
    group = kept(Group(session_id=session.id, number=1, block_id=work.id))
    kept(GroupPlace(group_id=group.id, seat_id=gina.id))
    card, others = a_card(gina, block, "Ours"), a_card(a_seat(session, "Ugo"), block, "Theirs")
    token, base = csrf(browser), f"/t/{session.join_code}"

    browser.send(f"{base}/moves", data=token | {"card": f"{card.id}:1", "to": "new"})
    card = again(card)
    assert card.pile_id is not None
    browser.send(f"{base}/piles/{card.pile_id}", data=token | {"title": "Buses"})
    shown = soup_of(app, phone_piece, again(gina), again(session), again(work))
    assert said(shown, "#wall-group ~ h3") == ["Buses 1 card"]
    assert "Theirs" not in shown.get_text()
    refused = browser.send(f"{base}/moves", data=token | {"card": f"{others.id}:1", "to": "new"})
    assert (refused.status, refused.text("[role=alert]")) == (
        403,
        "You arrange the cards of your own group.",
    )
    browser.send(f"{base}/moves/delete", data=token)
    browser.send(f"{base}/moves/delete", data=token)

    assert again(card).pile_id is None


def test_a_phone_s_pieces_take_four_queries_at_most(phone, count_queries, in_request):
    _browser, session, block, gina = phone
    block.revealed_at = now()
    for number in range(30):
        a_card(a_seat(session, f"Seat {number}"), block, f"Card {number}")
    group = kept(Group(session_id=session.id, number=1))
    kept(GroupPlace(group_id=group.id, seat_id=gina.id))
    kinds = {BlockKind.VOTE: 3, BlockKind.BREAKOUT: 4, BlockKind.GALLERY: 3, BlockKind.BREAK: 0}
    for kind, most in {BlockKind.SILENT_WRITE: 1, **kinds}.items():
        here = block if kind is block.kind else at_block(session, a_block(session, kind))
        phone_piece(gina, session, here)  # what every page asks is known
        with count_queries() as seen:
            phone_piece(gina, session, here)
        assert len(seen) <= most, (kind, seen)


def soup_of(app, piece, *about):
    """A piece as it is served."""
    with app.test_request_context("/"), speaking("en"):
        return parsed(str(piece(*about)))


def csrf(browser):
    """What every form of this phone carries."""
    return {"csrf_token": browser.get("/sign-in").value("csrf_token")}


def again(thing):
    """The same thing, as it is now."""
    return db.session.get_one(type(thing), thing.id)
