"""What sixteen people write at once: the world they find, and a form of each kind to send."""

from __future__ import annotations

from consult.kernel.db import db
from consult.processes import Activity, Role
from tests.crash.coders import told_to_coders
from tests.crash.writers import WRITERS, a_cookie
from tests.makers import a_municipality, a_person, a_process, a_theme, an_idea, on_staff
from tests.voting.makers import a_choice, a_question, a_statement

SLUG = "writers"
PROCESS = f"/processes/{SLUG}"
IDEAS = f"{PROCESS}/ideas"


def told(rounds):
    """Keep a public idea, a statement and a choice for each round; return where all of it is."""
    with db.transaction():
        process = a_process(SLUG, opens=list(Activity))
        curator = on_staff(a_person("Curator of writers"), process, Role.CURATOR)
        planner = on_staff(a_person("Planner of writers"), process, Role.PLANNER)
        question = a_question(curator, process)
        numbers = range(rounds)
        ideas = [an_idea(curator, process, title=f"Old idea {n}", published=True) for n in numbers]
        statements = [a_statement(curator, question, f"Statement {n}.") for n in numbers]
        choices = [a_choice(planner, process) for _round in numbers]
        people = [a_person(f"Writer {number}") for number in range(WRITERS)]
        return {
            "cookies": [a_cookie(person) for person in people],
            "question": f"{PROCESS}/questions/{question.id}",
            "statements": [one.id for one in statements],
            "codes": [one.code for one in ideas],
            "choices": [(one.id, [option.id for option in one.options]) for one in choices],
            "place": a_municipality().name,
            "theme": a_theme().code,
            "coding": told_to_coders(process),
        }


def an_idea_to_send(story, turn, number, writer):
    fields = writer.form(f"{IDEAS}/new", IDEAS) | {
        "title": f"New idea {turn} of {number}",
        "body": "It is written while workers die.",
        "place": story["place"],
        "theme": story["theme"],
    }
    return IDEAS, fields


def a_support(story, turn, _number, writer):
    url = f"{IDEAS}/{story['codes'][turn]}"
    return f"{url}/support", writer.form(url, f"{url}/support")


def a_comment(story, turn, number, writer):
    url = f"{IDEAS}/{story['codes'][turn]}/comments"
    return url, writer.form(f"{url}/new", url) | {"body": f"Comment {turn} of {number}"}


def a_stance(story, turn, number, writer):
    statement = story["statements"][turn]
    action = f"{story['question']}/statements/{statement}/stance"
    fields = writer.form(f"{story['question']}?statement={statement}", action)
    return action, fields | {"answer": ["agree", "disagree", "torn"][number % 3]}


def a_ballot(story, turn, number, writer):
    choice, options = story["choices"][turn]
    url = f"{PROCESS}/choices/{choice}"
    chosen = [options[number % 2], options[2]]
    return f"{url}/ballot", writer.form(url, f"{url}/ballot") | {"options": chosen}


KINDS = {
    "idea": an_idea_to_send,
    "support": a_support,
    "comment": a_comment,
    "stance": a_stance,
    "ballot": a_ballot,
}
