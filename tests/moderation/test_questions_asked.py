"""How often the moderators' desk asks the database, whatever is in the queue."""

from datetime import timedelta

from consult.discussion import CommentDraft, write_comment
from consult.docket import UNDO_FOR, load_of, reach_of
from consult.kernel.clock import now
from consult.moderation import (
    Hiding,
    ReportDraft,
    ask_second_look,
    hide_subject,
    publish_subject,
    report_subject,
)
from consult.processes import Role
from consult.voting import StatementDraft, propose_statement
from tests.makers import a_person, an_idea, on_staff
from tests.makers.desk import opened, waited
from tests.voting.makers import a_question

DESK = "/processes/plan/desk/moderation"


def test_the_desk_asks_the_database_a_fixed_number_of_times(
    browser, ada, carla, process, count_queries
):
    first, *_others = [an_idea(ada, process) for _number in range(3)]
    browser.sign_in(carla).get(DESK)
    with count_queries() as few:
        browser.get(DESK)
    for number in range(9):
        an_idea(a_person(f"Person {number}"), process)
    with count_queries() as many:
        browser.get(DESK)
    with count_queries() as opened_by_its_address:
        browser.get(f"{DESK}/{first.code}")

    assert (len(few), len(many), len(opened_by_its_address)) == (14, 14, 15)


def test_with_every_kind_of_matter_and_a_second_look_the_desk_asks_twenty_times(
    browser, ada, carla, dario, process, count_queries
):
    for _number in range(3):
        an_idea(ada, process)
    said = an_idea(ada, process, published=True)
    comment = write_comment(dario, said, CommentDraft("Rubbish.", accepts_pact=True))
    report_subject(ada, opened(comment, ada), ReportDraft("offends"))
    propose_statement(ada, a_question(dario, process), StatementDraft("Trams at night too."))
    celia = on_staff(a_person("Celia"), process, Role.MODERATOR)
    browser.sign_in(celia).get(DESK)
    with count_queries() as without:
        browser.get(DESK)
    hidden = an_idea(ada, process)
    hide_subject(carla, opened(hidden, carla), Hiding("offends"), 0)
    ask_second_look(ada, opened(hidden, ada), "It offends nobody.")
    waited(hidden, now() - timedelta(days=1))

    with count_queries() as first:
        page = browser.get(DESK)
    with count_queries() as opened_by_its_address:
        browser.get(f"{DESK}/{hidden.code}")

    assert "It offends nobody." in page.text("main")
    assert (len(without), len(first), len(opened_by_its_address)) == (19, 20, 21)


def test_one_read_tells_what_waits_and_what_was_read_today(ada, carla, process):
    reach = reach_of(carla, process)
    before = load_of(process, reach, carla, now())
    assert (before.all, before.decided_today, before.can_undo) == (0, 0, False)
    first, _second = an_idea(ada, process), an_idea(ada, process)
    publish_subject(carla, opened(first, carla), seen=0)

    load = load_of(process, reach, carla, now())

    assert (load.waiting, load.all, load.decided_today, load.can_undo) == (1, 1, 1, True)
    later = load_of(process, reach, carla, now() + UNDO_FOR)
    assert not later.can_undo
