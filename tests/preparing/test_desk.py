"""The facilitators' desk: a session in one form, its agenda, invitations, documents, print."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.processes import Process, Role
from consult.tables import find_session, find_table, members_of
from tests.makers import a_municipality, a_person, on_staff, the_cycle
from tests.makers.tables import a_session, a_table, a_zone, at_block

DESK = "/processes/plan/desk/tables"
NORTH = f"{DESK}/north"
FIRST = f"{NORTH}/sessions/1"


@pytest.fixture
def table(process):
    return a_table(process)


@pytest.fixture
def session(table):
    return a_session(table, method="metaplan", starts_at=datetime(2999, 3, 5, 17, tzinfo=UTC))


def typed(**others):
    given = {
        "title": "What the north needs",
        "question": "What is missing?",
        "method": "house:tavolo-120",
        "starts_at": "2999-03-05T18:00",
        "language": the_cycle().languages[0],
        "video_url": "https://meet.example.org/north",
    }
    return given | others


def the_session(number=1):
    return find_session(db.session.get_one(Process, 1), "north", number)


def test_a_session_is_prepared_in_one_form(browser, bruno, table):
    page = browser.sign_in(bruno).get(NORTH)
    assert page.links()["Prepare a session P"] == f"{NORTH}/sessions/new"
    browser.get(f"{NORTH}/sessions/new")

    answer = browser.post(f"{NORTH}/sessions", **typed())

    assert answer.location == FIRST
    page = browser.get(FIRST)
    assert page.texts(".agenda__hour b")[:3] == ["18:00", "18:08", "18:18"]
    assert "The blocks take 120 minutes together. It ends at 20:00, as planned." in page.text(
        "main"
    )
    assert page.links()["Open the console"] == f"{FIRST}/console"
    assert the_session().planned_minutes == 120
    assert browser.get("/processes/plan/tables/north/sessions/1").status == 200


@pytest.mark.parametrize(
    ("wrong", "beside"),
    [
        ({"title": ""}, "#title-error"),
        ({"video_url": "javascript:alert(1)"}, "#video_url-error"),
        ({"starts_at": "2001-03-05T18:00"}, "#starts_at-error"),
        ({"planned_minutes": "5000"}, "#planned_minutes-error"),
        ({"method": "house:nobody"}, "#method-error"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    browser, bruno, table, wrong, beside
):
    browser.sign_in(bruno).get(f"{NORTH}/sessions/new")

    page = browser.post(f"{NORTH}/sessions", **typed(**wrong))

    assert page.status == 422
    assert page.has(beside)
    assert page.value("question") == "What is missing?"


def test_an_agenda_is_changed_with_buttons(browser, bruno, session):
    first, *_others, last = session.blocks
    planned, zone = session.ends_at, session.table.process.time_zone
    until = [f"{at.astimezone(zone):%H:%M}" for at in (planned + timedelta(minutes=110), planned)]
    browser.sign_in(bruno).get(FIRST)
    browser.post(f"{FIRST}/blocks/{first.id}/position", to="later", _at=FIRST)
    browser.post(f"{FIRST}/blocks/{last.id}/delete", _at=FIRST)
    browser.get(f"{FIRST}/blocks/new")
    browser.post(f"{FIRST}/blocks", kind="survey", title="Exit", minutes="120")

    page = browser.get(FIRST)
    titles = page.texts("h4.row-title")
    assert titles == ["Cards", "The question", "Piles and titles", "Dot vote", "Exit"]
    longer = "110 minutes more than planned: until {} instead of {}".format(*until)
    assert longer in page.text("main")


def test_a_block_that_has_begun_says_why_it_stays(browser, bruno, session):
    writing = at_block(session, session.blocks[1])
    browser.sign_in(bruno)

    page = browser.get(f"{FIRST}/blocks/{writing.id}")
    assert "its rules stay as they are" in page.text("main")
    assert not page.has("#title")


def test_a_block_may_run_by_the_rule_of_a_method(browser, bruno, session):
    browser.sign_in(bruno).get(f"{FIRST}/blocks/new")
    wrong = {"kind": "vote", "title": "Tables", "minutes": "20", "rule": "rotation"}
    page = browser.post(f"{FIRST}/blocks", **wrong)
    assert page.status == 422
    assert "This rule is for another kind: Group work." in page.text()
    browser.post(f"{FIRST}/blocks", **(wrong | {"kind": "breakout"}))
    block = the_session().blocks[-1]
    assert block.settings == {"rotation": True}
    assert "people change tables, nobody meets twice" in browser.get(FIRST).text()

    page = browser.get(f"{FIRST}/blocks/{block.id}")
    assert page.soup.select_one("#rule option[selected]")["value"] == "rotation"
    asked = {"kind": "vote", "title": "Rank", "minutes": "9", "rule": "ranking"}
    browser.post(f"{FIRST}/blocks/{block.id}", **asked, version=page.value("version"))
    assert the_session().blocks[-1].settings == {"ranking": 5}
    assert "each ranks 5 in private" in browser.get(FIRST).text()


@pytest.mark.parametrize("what", ["", "/blocks/{block}"])
def test_the_second_of_two_editors_sees_both_texts(browser, another_browser, bruno, session, what):
    url = FIRST + what.format(block=session.blocks[0].id)
    edit = url if what else f"{FIRST}/edit"
    for one in (browser, another_browser):
        one.sign_in(bruno).get(edit)
    form = {} if what else {"starts_at": "2999-03-05T18:00"}
    assert browser.post(url, _at=edit, title="Trains", **form).status == 303

    page = another_browser.post(url, _at=None, title="Buses", version="1", **form)

    assert page.status == 409
    assert "Meanwhile it says: «Trains»" in page.text("#title-error")
    assert page.value("title") == "Buses"


def test_a_session_is_called_off_and_everyone_reads_why(browser, bruno, session):
    browser.sign_in(bruno).get(FIRST)
    assert browser.post(f"{FIRST}/cancellation", because="").status == 422
    browser.post(f"{FIRST}/cancellation", _at=FIRST, because="Snow")

    page = browser.get("/processes/plan/tables/north/sessions/1")
    assert "Snow" in page.text(".notice--attention")
    assert browser.get(f"{FIRST}/edit").text("main").count("called off") == 1


def test_a_planner_sets_a_table_up_and_names_who_sits_at_it(browser, elena):
    browser.sign_in(elena).get(f"{DESK}/new")
    names = {f"name_{code}": "Table of the west" for code in the_cycle().languages}
    answer = browser.post(DESK, kind="zone", zone="", **names)
    assert "Choose the zone" in answer.text("#zone-error")
    answer = browser.post(DESK, kind="zone", zone=a_zone().code, **names)
    west = f"{DESK}/table-of-the-west"
    assert answer.location == west

    place = a_municipality()
    browser.get(west)
    browser.post(f"{west}/members", _at=west, kind="municipality", called=place.name.upper())
    browser.post(f"{west}/members", _at=west, kind="body", called="The library", delegate="Ugo")
    answer = browser.post(f"{west}/members", _at=west, kind="municipality", called="Atlantis")
    assert "called so" in answer.text("#called-error")
    browser.post(f"{west}/facilitators", _at=west, email="gino@example.org")
    table = find_table(db.session.get_one(Process, 1), "table-of-the-west")
    assert [one.called for one in members_of(table, now())] == [place.name, "The library"]
    gone = members_of(table, now())[1]
    browser.post(f"{west}/members/{gone.id}/delete", _at=west)
    page = browser.get("/processes/plan/tables/table-of-the-west")
    assert place.name in page.text("main")
    assert "The library" not in page.text("main")


def test_who_runs_no_table_has_no_desk(browser, ada, table):
    assert browser.sign_in(ada).get(DESK).status == 403


def test_a_facilitator_of_another_zone_prepares_nothing_here(browser, process, table):
    browser.sign_in(on_staff(a_person("Hugo"), process, Role.FACILITATOR, a_zone(1)))

    assert browser.get(DESK).status == 200
    assert browser.get(NORTH).status == 403


def test_a_document_is_handed_out_with_a_session(browser, another_browser, bruno, session):
    browser.sign_in(bruno).get(FIRST)
    answer = browser.post(
        f"{FIRST}/documents", _at=FIRST, document=(BytesIO(b"%PDF-1.7 text"), "../Zone map.exe")
    )
    assert answer.status == 303

    page = another_browser.get("/processes/plan/tables/north/sessions/1")
    url = page.links()["Zone map.pdf"]
    sent = another_browser.fetch(url)
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    wrong = browser.post(f"{FIRST}/documents", _at=FIRST, document=(BytesIO(b"MZ..."), "a.pdf"))
    assert "Send a PDF" in wrong.text("#document-error")
    browser.post(f"{FIRST}/documents/1/delete", _at=FIRST)
    assert another_browser.fetch(url).status_code == 404


def test_the_poster_and_the_cards_are_ready_to_print(browser, bruno, session):
    browser.sign_in(bruno)
    poster = browser.get(f"{FIRST}/poster")
    assert poster.text(".poster__code") == session.join_code
    assert poster.soup.select_one("svg.qr__squares")["aria-label"].endswith(session.join_code)

    cards = browser.get(f"{FIRST}/cards?many=13")
    assert cards.texts(".paper-card__number") == [str(n) for n in range(1, 14)]
    assert len(cards.soup.select(".card-sheet")) == 2
    assert "One thought per card" in cards.text(".paper-card__prompt")
    assert browser.get(f"{FIRST}/cards?many=9999999").status == 400


def test_what_waits_for_a_facilitator_is_the_next_session(browser, bruno, table):
    a_session(table, title="Trains")

    assert "In preparation: «Trains»" in browser.sign_in(bruno).get("/account").text("main")


def test_a_desk_asks_as_much_for_one_table_as_for_many(browser, bruno, table, count_queries):
    a_session(table)
    browser.sign_in(bruno).get(DESK)
    with count_queries() as few:
        browser.get(DESK)
    db.begin_write()
    for n in range(4):
        a_session(a_table(db.session.get_one(Process, 1), code=f"more-{n}"))
    db.end_write(keep=True)
    with count_queries() as many:
        browser.get(DESK)

    assert len(many) == len(few)
