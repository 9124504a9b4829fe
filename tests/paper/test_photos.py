"""Photos of a wall: cards written from them keep where they stand; staff see them, nobody else."""

from io import BytesIO

import pytest
from PIL import Image

from consult.files import store_photo
from consult.files.store import place_of
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.kernel.jobs import run_due_jobs
from consult.minutes import pass_on_cards
from consult.minutes.models import Minutes, MinutesState
from consult.paper import crops_of
from consult.paper.commands import (
    PaperDesk,
    Rectangle,
    add_photos,
    delete_photo,
    enter_from_photo,
    hide_photo,
    mark_card,
    publish_photo,
    show_photo,
    unmark,
)
from consult.paper.commands.photos import (
    MarkedCardError,
    NoReasonError,
    TooManyPhotosError,
    UnsoundRectangleError,
)
from consult.paper.models import WallPhoto
from consult.paper.queries import crops_on, find_photo
from consult.seats import seats_in
from consult.tables import SessionState, console_path, desk_path, get_session, session_path
from consult.wall import Card, CardDraft
from tests.makers import kept
from tests.makers.seats import a_seat
from tests.makers.tables import a_block
from tests.makers.wall import a_card, a_writing_session

WHERE = Rectangle(10, 20, 30, 25.5)


def a_jpeg(size=(800, 600)):
    file = BytesIO()
    Image.new("RGB", size, (230, 230, 120)).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def photographed(process, bruno):
    """A session in which people write, with a photo of its wall."""
    session, block = a_writing_session(hidden_until_reveal=False)
    session.language = "en"
    photo = add_photos(bruno, session, block, [store_photo(a_jpeg())])[0]
    return session, block, photo


def written_from(photo, session, person, source="A bench", number=None, where=WHERE):
    seat = PaperDesk(person, session).seat_of(number=number)
    draft = CardDraft(source, printed_number=number, on_paper=True)
    return enter_from_photo(person, session, photo, where, seat, draft)


def status_of(browser, picture):
    """How the address of a picture answers to a browser."""
    db.end_write(keep=True)
    db.forget()
    url, base = f"/files/{picture}/photo.jpg", current_config().base_url
    status = browser.client.get(url, base_url=base, buffered=True).status_code
    db.forget()
    db.begin_write()
    return status


def end(session):
    session.state, session.block_id = SessionState.ENDED, None
    for block in session.blocks:
        block.ended_at = block.revealed_at = now()
    session.ended_at = now()
    db.session.flush()


def test_a_card_is_written_from_a_photo_and_its_place_is_its_evidence(photographed, bruno):
    session, _block, photo = photographed

    card = written_from(photo, session, bruno, number=14)
    end(session)
    pass_on_cards(bruno, session)
    db.session.refresh(card, ["contribution"])

    assert crops_of(session)[card.id].box == "80.0 120.0 240.0 153.0"
    assert [one.name for one in seats_in(session)] == ["Paper 14"]
    evidence = card.contribution.evidence
    assert (evidence["photo"], evidence["rectangle"]) == (1, [10, 20, 30, 25.5])


@pytest.mark.parametrize(
    "where",
    [
        Rectangle(80, 0, 30, 10),
        Rectangle(0, 95, 5, 10),
        Rectangle(1, 1, 0, 5),
        Rectangle(-1, 0, 5, 5),
    ],
)
def test_a_rectangle_lies_inside_its_photo(photographed, bruno, where):
    session, _block, photo = photographed

    with pytest.raises(UnsoundRectangleError):
        written_from(photo, session, bruno, where=where)


def test_photos_are_taken_by_who_runs_the_session_and_not_without_end(photographed, ada, bruno):
    session, block, photo = photographed
    pictures = [store_photo(a_jpeg())]

    with pytest.raises(NotAllowedError):
        add_photos(ada, session, block, pictures)
    with pytest.raises(TooManyPhotosError):
        add_photos(bruno, session, block, pictures * 30)
    for act in (hide_photo, show_photo, delete_photo):
        with pytest.raises(NotAllowedError):
            act(ada, session, photo, *(["Faces"] if act is hide_photo else []))


def test_a_card_written_before_is_tied_to_its_place_once(photographed, bruno):
    session, block, photo = photographed
    gina = a_seat(session, "Gina")
    card = a_card(gina, block, "Benches")
    mark_card(bruno, session, photo, WHERE, card)

    assert crops_of(session)[card.id].photo_id == photo.id
    with pytest.raises(MarkedCardError):
        mark_card(bruno, session, photo, WHERE, card)
    elsewhere = a_card(gina, a_block(session), "Another part")
    with pytest.raises(NotFoundError):
        mark_card(bruno, session, photo, WHERE, elsewhere)


def test_a_hidden_photo_is_seen_by_nobody_and_nothing_is_marked_on_it(photographed, ada, bruno):
    session, _block, photo = photographed
    with pytest.raises(NotAllowedError):
        publish_photo(ada, session, photo, publish=True)
    with pytest.raises(NotAllowedError, match="once the session is over"):
        publish_photo(bruno, session, photo, publish=True)
    end(session)
    publish_photo(bruno, session, photo, publish=True)
    published = photo.published_at
    publish_photo(bruno, session, photo, publish=True)
    assert photo.published_at == published
    with pytest.raises(NoReasonError):
        hide_photo(bruno, session, photo, " ")

    hide_photo(bruno, session, photo, "A face")
    hide_photo(bruno, session, photo, "A face")

    assert (photo.is_shown, photo.published_at) == (False, None)
    with pytest.raises(NotAllowedError, match="not shown"):
        written_from(photo, session, bruno)
    with pytest.raises(NotAllowedError, match="not shown"):
        publish_photo(bruno, session, photo, publish=True)
    show_photo(bruno, session, photo)
    show_photo(bruno, session, photo)
    assert photo.is_shown


def test_a_deleted_photo_is_gone_and_its_cards_stay(photographed, bruno):
    session, _block, photo = photographed
    card, other = (written_from(photo, session, bruno, words) for words in ("One", "Two"))
    sha256 = photo.picture.sha256
    unmark(bruno, session, crops_on(photo)[1])

    delete_photo(bruno, session, photo)
    delete_photo(bruno, session, photo)
    db.end_write(keep=True)
    run_due_jobs(outside=True)

    assert not place_of(sha256).exists()
    assert set(crops_of(get_session(session.id))) == {card.id}
    assert db.session.get(Card, other.id).source == "Two"
    assert find_photo(get_session(session.id), 1).deleted_at is not None


def marked_again(browser, url, marked):
    """Forget where the only card stands, tie it to its place anew, and return it."""
    card = db.session.query(Card).one()
    browser.post(f"{url}/1/cards/{card.id}/delete", _at=f"{url}/1")
    browser.post(f"{url}/1/cards", _at=f"{url}/1", **(marked | {"source": "", "card": card.id}))
    return card


def test_a_facilitator_marks_one_card_after_another(browser, another_browser, bruno, process):
    session, _block = a_writing_session(hidden_until_reveal=False)
    url = f"{console_path(session)}/photos"
    token = browser.sign_in(bruno).get(url).form_to(url)

    refused = browser.send(url, data=token | {"photos": (BytesIO(b"no photo"), "x.jpg")})
    assert refused.status == 422
    assert "no photo we can read" in refused.text("main")
    assert browser.send(url, data=token).status == 422
    many = [(BytesIO(a_jpeg((8, 8))), f"{one}.jpg") for one in range(5)]
    assert "at most 4" in browser.send(url, data=token | {"photos": many}).text("main")
    token = browser.get(url).form_to(url)
    sent = browser.send(url, data=token | {"photos": (BytesIO(a_jpeg()), "wall.jpg")})
    page = browser.follow(sent.location)
    picture = db.session.query(WallPhoto).one().picture_id
    assert status_of(browser, picture) == 200
    assert status_of(another_browser, picture) == 404
    assert "Draw round a card" in page.text("main")
    assert "once the session is over" in page.text("#keeping ~ p + p")

    marked = {"source": "7 A bench", "x": "10", "y": "20", "width": "30", "height": "25.5"}
    page = browser.post(f"{url}/1/cards", **(marked | {"x": ""}))
    assert (page.status, page.value("source")) == (422, "7 A bench")
    page = browser.post(f"{url}/1/cards", _at=f"{url}/1", **(marked | {"x": "90"}))
    assert "inside the photo" in page.text("body")
    sent = browser.post(f"{url}/1/cards", _at=f"{url}/1", **marked)
    assert sent.location.endswith("/photos/1#mark")
    page = browser.follow(sent.location)
    assert page.text("#marked") == "1 card on it"
    card = marked_again(browser, url, marked)
    page = browser.get(f"{console_path(session)}/cards/{card.id}")
    assert page.soup.select_one(".card-crop")["viewBox"] == "80.0 120.0 240.0 153.0"
    assert another_browser.get(f"{url}/1").status in {303, 401, 403}

    browser.post(f"{url}/1/hiding", _at=f"{url}/1", because="A face")
    assert status_of(browser, picture) == 404
    assert "hidden from everyone: A face" in browser.get(f"{url}/1").text("main")
    assert "which is hidden" in browser.get(f"{console_path(session)}/cards/{card.id}").text("main")
    browser.post(f"{url}/1/hiding/delete", _at=f"{url}/1")
    end(get_session(session.id))
    assert browser.get(f"{desk_path(session)}/report").soup.select_one(".card-crop") is not None
    browser.post(f"{url}/1/publication", _at=f"{url}/1")
    assert status_of(another_browser, picture) == 404
    told = {"source": "All.", "state": MinutesState.APPROVED, "facts": {}, "hash": "x"}
    kept(Minutes(session_id=session.id, drafted_at=now(), approved_at=now(), **told))
    page = another_browser.get(f"{session_path(session)}/minutes")
    assert page.text("#photos") == "Photos of the wall"
    assert status_of(another_browser, picture) == 200
    browser.post(f"{url}/1/publication/delete", _at=f"{url}/1")
    assert status_of(another_browser, picture) == 404
    browser.post(f"{url}/1/cards/{card.id}/delete", _at=f"{url}/1")
    assert not crops_of(get_session(session.id))
    sent = browser.post(f"{url}/1/delete", _at=f"{url}/1")
    assert "deleted on" in browser.follow(sent.location).text("main")
