"""How often each kind of write asks the database while everyone else waits for it."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from consult.kernel.db import db
from tests.makers import a_municipality, a_pact, a_theme, an_idea
from tests.voting.makers import a_choice

IDEAS = "/processes/plan/ideas"
SAID = {"title": "A shelter for the bus stop", "body": "People wait in the rain."}
MOST = {"idea": 10, "comment": 12, "support": 7, "ballot": 9, "another ballot": 10}


@contextmanager
def under_the_lock():
    """Note what is asked from the beginning of the writing transaction on."""
    seen: list[str] = []

    def begin_anew(connection):
        if connection.get_execution_options().get("writing"):
            seen.clear()

    def note(connection, cursor, statement, *others):
        seen.append(statement)

    event.listen(db.engine, "begin", begin_anew)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "begin", begin_anew)
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def writes(ada, bea, elena, process):
    """What Ada sends, as (page, address, fields): first to be known and to accept the pact."""
    a_pact(process)
    idea, choice = an_idea(bea, process, published=True), a_choice(elena, process)
    first, second, *_others = (str(option.id) for option in choice.options)
    place = {"place": a_municipality().name, "theme": a_theme().code}
    here, vote = f"{IDEAS}/{idea.code}", f"/processes/plan/choices/{choice.id}"
    return [
        ("first", f"{here}/comments/new", f"{here}/comments", {"body": "Here too.", "pact": "y"}),
        ("idea", f"{IDEAS}/new", IDEAS, SAID | place),
        ("comment", f"{here}/comments/new", f"{here}/comments", {"body": "At my stop too."}),
        ("support", here, f"{here}/support", {}),
        ("ballot", vote, f"{vote}/ballot", {"options": [first]}),
        ("another ballot", vote, f"{vote}/ballot", {"options": [first, second]}),
    ]


def test_a_write_asks_little_while_it_holds_the_database(browser, ada, writes):
    browser.sign_in(ada)
    asked = {}
    for name, page, address, fields in writes:
        hidden = browser.get(page).form_to(address)
        with under_the_lock() as seen:
            answer = browser.send(address, data=hidden | fields)
        assert answer.status == 303
        asked[name] = len(seen)

    del asked["first"]
    assert asked == MOST
