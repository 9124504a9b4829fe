"""Paper: one line after another, numbers kept, files looked at before anything is written."""

import io

import pytest

from consult.contributions import Voice, VoiceKind
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.paper.commands import enter_rows
from consult.paper.forms import paper_draft
from consult.paper.reading import UnreadableFileError, rows_of
from consult.seats import SeatState, present_in, seats_in
from consult.tables import console_path, get_session
from consult.wall import Card
from tests.makers import a_municipality
from tests.makers.seats import a_seat
from tests.makers.wall import a_card, a_writing_session

FILE = """Text;Number;Name;Municipality
More buses;12;Gina;
;13;Ugo;
Twice;12;;
A tree;x1;;
On no number;;Nora Verdi;{place}
{long};14;;
"""


def a_file():
    """Six rows, of which four are refused."""
    return FILE.format(place=a_municipality().name, long="y" * 1_001)


def cards():
    return db.session.query(Card).order_by(Card.id).all()


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("12 More buses", 12, "More buses"),
        ("12. More buses", 12, "More buses"),
        ("More buses", None, "More buses"),
        ("12", None, "12"),
        ("3 buses an hour", 3, "buses an hour"),
        ("1234567 too long a number", None, "1234567 too long a number"),
    ],
)
def test_a_line_begins_with_the_printed_number(line, number, words):
    draft = paper_draft(line)

    assert (draft.printed_number, draft.source, draft.on_paper) == (number, words, True)


def test_each_row_of_a_file_says_why_it_is_left_out(process, bruno):
    session, block = a_writing_session()
    gina = a_seat(session, "Gina")
    a_card(gina, block, printed_number=11)

    rows = rows_of(session, a_file())

    told = [(row.line, row.number, row.refused) for row in rows]
    assert [number for _line, number, refused in told if not refused] == [12, None]
    assert [bool(refused) for *_row, refused in told] == [False, True, True, True, False, True]
    assert "no text" in rows[1].refused
    assert "number 12" in rows[2].refused
    assert "“x1”" in rows[3].refused
    assert enter_rows(bruno, session, block, rows) == 2
    written = [(one.printed_number, one.source, one.seat_id == gina.id) for one in cards()[1:]]
    assert written == [(12, "More buses", True), (None, "On no number", False)]
    nora = seats_in(session)[-1]
    assert (nora.name, nora.municipality_id) == ("Nora Verdi", a_municipality().id)


def test_each_numbered_sheet_without_a_name_is_a_voice_and_nobody_present(process, bruno):
    session, block = a_writing_session()
    session.language = "en"
    a_seat(session, "Gina")
    file = "text,number,municipality\nA bench,14,{place}\nShade,15,\nA tap,,\nA tree,,\n"

    place = a_municipality().name
    enter_rows(bruno, session, block, rows_of(session, file.format(place=place)))

    sheets = [one for one in seats_in(session) if one.state is SeatState.PAPER]
    assert [(one.name, one.municipality is not None) for one in sheets] == [
        ("Paper 14", True),
        ("Paper 15", False),
        ("On paper", False),
    ]
    kinds = {db.session.get_one(Voice, one.voice_id).kind for one in sheets}
    assert kinds == {VoiceKind.PAPER}
    assert [one.seat_id for one in cards()[-2:]] == [sheets[2].id, sheets[2].id]
    assert [one.name for one in present_in(session)] == ["Gina"]


def test_a_file_without_texts_or_without_end_is_refused(process, bruno):
    session, _block = a_writing_session()

    for content in ("number,name\n1,Gina\n", "", "text\n" + "a\n" * 501):
        with pytest.raises(UnreadableFileError):
            rows_of(session, content)
    assert "before" in rows_of(session, "text,number\na,1\nb,1\n")[1].refused


def test_a_facilitator_types_one_line_after_another(browser, bruno):
    session, _block = a_writing_session()
    gina = a_seat(session, "Gina")
    url = f"{console_path(session)}/cards"
    browser.sign_in(bruno).get(url)

    sent = browser.post(url, source="12 A footbridge", seat=str(gina.id))
    assert sent.status == 303
    page = browser.follow(sent.location)
    assert page.value("seat") == str(gina.id)
    assert "covered until the cards are opened" in page.text("main")
    assert "footbridge" not in page.html
    page = browser.post(url, source="12 Again")
    assert (page.status, page.value("source")) == (422, "12 Again")
    assert "number 12" in page.text(".field__error")
    assert browser.post(url, source=" ").status == 422
    browser.post(url, _at=url, source="Nobody's")
    assert browser.post(url, _at=url, source="A card", seat="999999").status == 422

    entered = [(one.printed_number, one.source, one.entered_by_id) for one in cards()]
    assert entered == [(12, "A footbridge", bruno.id), (None, "Nobody's", bruno.id)]
    shared = seats_in(get_session(session.id))[-1]
    assert (shared.name, shared.state) == ("On paper", SeatState.PAPER)
    assert "1 card on paper, without a name" in browser.get(console_path(session)).text("body")


def test_a_file_is_looked_at_before_it_is_written(browser, bruno):
    session, block = a_writing_session()
    block.revealed_at = now()
    url = f"{console_path(session)}/cards"
    token = browser.sign_in(bruno).get(url).form_to(f"{url}/files")
    csv = (io.BytesIO(a_file().encode()), "cards.csv")

    page = browser.send(f"{url}/files", data=token | {"file": csv})
    assert page.text("h2") == "2 cards will be on the wall"
    assert "4 rows are left out" in page.text("main")
    assert cards() == []
    page = browser.follow(browser.post(f"{url}/rows").location)

    assert [one.source for one in cards()] == ["More buses", "On no number"]
    assert "2 cards are on the wall" in page.text("body")
    token = browser.get(url).form_to(f"{url}/files")
    for wrong in ((io.BytesIO(b""), "empty.csv"), (io.BytesIO(b"a,b\n1,2"), "other.csv")):
        page = browser.send(f"{url}/files", data=token | {"file": wrong})
        assert page.status == 422
    assert browser.send(f"{url}/files", data=token).status == 422
