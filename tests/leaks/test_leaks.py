"""Each address is read by each role: no canary comes out where the table does not say it may."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import inspect, select

from consult.kernel import keeping
from consult.kernel.access import EVERYONE
from consult.kernel.clock import set_clock
from consult.kernel.db import Model, db
from consult.kernel.jobs import run_due_jobs
from consult.kernel.mail import Letter
from tests.leaks.canaries import MAIL, a_public_world, let_the_canaries_in
from tests.leaks.interviews import LETTER, LINKED, canaries_of_interviews
from tests.leaks.walk import Reader, addresses

CANARY = re.compile(rf"zq[a-z0-9]+(?:@{MAIL})?", re.IGNORECASE)
DESK = {"moderation_desk."}
OF_AN_IDEA = {"ideas.", "discussion.", "moderation_asking."}
OF_A_VOICE = {"discussion.", "moderation_asking."}
HERS = {"accounts.account_edit", "home.index"}


def for_staff(pages, *, desk=frozenset(DESK), **others):
    """Who works on a consultation reads these; moderators also read them at their desk."""
    roles = {"moderator": pages | desk, "curator": pages, "planner": pages}
    return roles | {"administrator": pages | desk} | others


AN_IDEA = for_staff(OF_AN_IDEA, author=OF_AN_IDEA | HERS)
A_NOTE = for_staff({"ideas.show"}, author={"ideas.show"})
A_COMMENT = for_staff(OF_A_VOICE, author=OF_A_VOICE)
A_STATEMENT = for_staff(
    {"moderation_asking."},
    author={"moderation_asking."},
    curator={"moderation_asking.", "voting_desk."},
    administrator=DESK | {"moderation_asking.", "voting_desk."},
)
A_PROJECT = {key: {"drafting.", "projects.show"} for key in ("curator", "planner", "administrator")}
FOR_MODERATORS = {"moderator": DESK, "administrator": DESK}
AT_THE_CONSOLE = {
    "running_console.",
    "running_stand_ins.",
    "seats_desk.",
    "seats_groups.",
    "paper_desk.",
    "paper_photos.",
}
SEATS = dict.fromkeys(("facilitator", "planner", "administrator"), AT_THE_CONSOLE)
"""Who sits in a session is read by whoever runs it, and by no other page."""
LATER = {"zqlater", "zqlaterreason"}
"""Everyone reads these on the map as it stands, and nobody in the version published before."""

MAY: dict[str, dict[str, set[str]]] = {
    "zqwaiting": AN_IDEA,
    "zqwaitingtitle": AN_IDEA,
    "zqreturned": AN_IDEA,
    "zqreturnedtitle": AN_IDEA,
    "zqreturnnote": A_NOTE,
    "zqhidden": AN_IDEA,
    "zqhiddentitle": AN_IDEA,
    "zqhidenote": A_NOTE,
    "zqlookwhy": FOR_MODERATORS,
    "zqwithdrawn": AN_IDEA,
    "zqwithdrawntitle": AN_IDEA,
    "zqanonymous": {},
    "zqanonymoustitle": {},
    "zqhiddencomment": A_COMMENT,
    "zqtakenback": A_COMMENT,
    "zqreportnote": FOR_MODERATORS,
    "zqproposed": A_STATEMENT,
    "zqhiddenstatement": A_STATEMENT,
    "zqdraftproject": A_PROJECT,
    "zqoriginnote": A_PROJECT,
    "zqseat": SEATS,
    "zqseatbody": SEATS,
    "zqphotowhy": SEATS,
    "zqcovered": {},
    "zqlinknote": {key: {"curating_desk."} for key in ("curator", "administrator")},
    **canaries_of_interviews(),
    "zqdraftprocess": {"administrator": {"processes.", "processes_desk."}},
}
"""Each canary: which role may read it, on which pages. A role not named reads it nowhere."""

TELLS_OF_DECISIONS = {"/processes/plan/moderation"}
"""The public register, which says that decisions were taken and how long things waited."""
STAFF_LIST = {key: {"processes_desk.staff_index"} for key in ("planner", "administrator")}
TOLD = {
    "author": {"zqreturnedtitle", "zqreturnnote", "zqhiddentitle", "zqhidenote"},
    LETTER: {"zqivwholename"},
}
"""Which canaries letters may hold, by who reads the letter."""


@pytest.fixture
def stage(browser, app):
    """A world that stands still."""
    set_clock(rate=0)
    return app


def kept(world):
    """Keep what was told so far and what follows from it; return the world, read anew."""
    run_due_jobs()
    db.end_write(keep=True)
    db.forget()
    keeping.clear()
    world = reread(world)
    db.forget()
    return world


def reread(thing):
    """The same thing, as the session at hand knows it."""
    if isinstance(thing, dict):
        return {name: reread(one) for name, one in thing.items()}
    if isinstance(thing, list):
        return [reread(one) for one in thing]
    is_row = isinstance(thing, Model)
    return db.session.get_one(type(thing), inspect(thing).identity) if is_row else thing


def what_is_read(reader, known):
    """What each address answers."""
    return {address: reader.read(address) for _endpoint, address in known}


def open_to_everyone(app, known):
    """The addresses that one need not sign in for."""
    return [one for one in known if app.view_functions[one[0]].access is EVERYONE]


def test_no_canary_is_read_where_it_may_not_be(stage):
    world = kept(a_public_world())
    readers = {role: Reader(stage, person) for role, person in world["cast"].items()}
    public = open_to_everyone(stage, addresses(stage, world))
    before = {role: what_is_read(readers[role], public) for role in ("visitor", "citizen")}
    db.begin_write()
    let_the_canaries_in(world := reread(world))
    world = kept(world)

    known, faults = addresses(stage, world), []
    # What neither the administrator nor the author can open is open to nobody.
    opened = set()
    for role in sorted(world["cast"], key=["administrator", "author"].__contains__, reverse=True):
        asked = [one for one in known if role in {"administrator", "author"} or one[1] in opened]
        answers = what_is_read(readers[role], asked)
        opened |= {address for address, (status, _text) in answers.items() if status < 300}
        faults += _faults(role, asked, answers, known_to(role, world))
        for address, answer in before.get(role, {}).items():
            if answers.get(address, answer) != answer and address not in TELLS_OF_DECISIONS:
                faults.append(f"{address} tells {role} that something is there")
    assert not faults, "\n".join(sorted(faults))
    _no_letter_holds_what_its_reader_may_not_see(world)


def known_to(role, world):
    """Where a role may read which canary."""
    may = {canary: pages.get(role, set()) for canary, pages in MAY.items()}
    for other, person in world["cast"].items():
        if person is not None:
            seen = {"processes_desk.staff_index"} & STAFF_LIST.get(role, set())
            may[person.email] = seen | ({"accounts.account_edit"} if other == role else set())
    return may


def _faults(role, asked, answers, may):
    for endpoint, address in asked:
        status, text = answers[address]
        if status >= 500:
            yield f"{address} answers {status} to {role}"
        if endpoint.startswith(tuple(LINKED)) and "Cache-Control: public" in text:
            yield f"{address}, a private link, may be kept on its way to {role}"
        for canary in {found.lower() for found in CANARY.findall(text)}:
            pages = may.get(canary, set())
            if canary in LATER and not endpoint.startswith("editions."):
                continue
            if not any(endpoint.startswith(page) for page in pages):
                yield f"{role} reads {canary} at {address} ({endpoint})"


def _no_letter_holds_what_its_reader_may_not_see(world):
    roles = {person.email: role for role, person in world["cast"].items() if person is not None}
    for letter in db.session.scalars(select(Letter)).all():
        held = {one.lower() for one in CANARY.findall(f"{letter.subject} {letter.body}")}
        reader = roles.get(letter.to, letter.to)
        assert held <= TOLD.get(reader, set()) | {letter.to}, (reader, letter.subject)
