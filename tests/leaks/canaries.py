"""Unmistakable words in everything that is not for everyone, beside a world that is."""

from __future__ import annotations

from consult.commitments import Commitment
from consult.contributions import withdraw
from consult.discussion import CommentDraft, withdraw_comment, write_comment
from consult.editions import publish_map
from consult.ideamap import Maturity, NodeDraft, create_node, link_contribution, set_maturity
from consult.ideas.commands import IdeaDraft
from consult.ideas.drafts import keep_draft
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.moderation import (
    Hiding,
    ReportDraft,
    ask_second_look,
    give_back_subject,
    hide_subject,
    report_subject,
)
from consult.notifications import follow
from consult.paper import WallPhoto
from consult.processes import Activity, Role, State
from consult.projects import (
    OriginDraft,
    add_origin,
    draft_project,
    make_candidate,
    origins_of,
)
from consult.seats import SeatKind
from consult.tables import get_session
from consult.voting import StatementDraft, hide_statement, propose_statement, support
from consult.voting.commands import cast_ballot, take_stance
from consult.voting.models import Value
from consult.wall import CardDraft, write_card
from tests.leaks.interviews import hear_in_public, let_the_interviews_in
from tests.makers import (
    a_municipality,
    a_person,
    a_process,
    a_theme,
    an_idea,
    in_every_language,
    on_staff,
)
from tests.makers.desk import opened
from tests.makers.seats import a_seat
from tests.makers.tables import a_session, a_table, at_block
from tests.projects.worlds import a_draft
from tests.voting.makers import a_choice, a_question, a_statement

BAIT = "Lanterns"
"""A word of every text, public or not: whoever searches for it is led to all they may read."""
MAIL = "post.invalid"
VOTERS = 12


def words(canary):
    """A text that holds the bait and the canary."""
    return f"{BAIT} along the river {canary}"


def someone(name, **others):
    """A person whose address is a canary of its own."""
    return a_person(name, email=f"zq{name.lower()}@{MAIL}", **others)


def a_cast(process):
    """One person for each role; the suspended one was a moderator."""
    return {
        "visitor": None,
        "citizen": someone("Bea"),
        "author": someone("Ada"),
        "facilitator": on_staff(someone("Bruno"), process, Role.FACILITATOR),
        "moderator": on_staff(someone("Carla"), process, Role.MODERATOR),
        "curator": on_staff(someone("Dario"), process, Role.CURATOR),
        "planner": on_staff(someone("Elena"), process, Role.PLANNER),
        "administrator": someone("Fabio", is_administrator=True),
        "suspended": on_staff(someone("Hugo", suspended_at=now()), process, Role.MODERATOR),
    }


def a_public_world():
    """Everything that everyone may read, one of each kind at least; the cast, and the ids."""
    process = a_process(opens=list(Activity))
    cast = a_cast(process)
    ada, bea, dario, elena = (cast[one] for one in ("author", "citizen", "curator", "planner"))
    idea = an_idea(ada, process, title=words("for all"), published=True)
    other = an_idea(bea, process, title=words("for many"), published=True)
    comment = write_comment(bea, idea, CommentDraft(words("in a comment")))
    follow(bea, idea)
    support(bea, idea)
    question = a_question(dario, process, words("in a question"))
    statement = a_statement(dario, question, words("in a statement"))
    choice = a_choice(elena, process)
    over = a_choice(elena, process)
    node = create_node(
        dario, process, NodeDraft(in_every_language(words("in a node")), in_every_language(""))
    )
    link_contribution(dario, process, node, idea)
    publish_map(dario, process, in_every_language(words("in notes")), 0)
    later = NodeDraft(in_every_language(words("zqlater")), in_every_language(""))
    unpublished = create_node(dario, process, later)
    link_contribution(dario, process, unpublished, other, note=words("zqlinknote"))
    step = (Maturity.IDEA, words("zqlaterreason"))
    set_maturity(dario, process, unpublished, step, unpublished.version)
    project = draft_project(dario, process, a_draft(words("in a project")), node)
    make_candidate(dario, process, project)
    world = {
        "cast": cast,
        "process": process,
        "ideas": [idea, other],
        "comments": [comment],
        "statements": [statement],
        "choices": [choice, over],
        "question": question,
        "nodes": [node, unpublished],
        "projects": [project],
        "session": a_sitting(process),
        "tokens": [],
        "links": [],
    }
    hear_in_public(world, words)
    return world


def a_sitting(process):
    """A session in which people write in silence."""
    session = a_session(a_table(process), title=words("at a table"))
    silent = next(one for one in session.blocks if one.hidden_until_reveal)
    at_block(session, silent)
    return session


def let_the_canaries_in(world):
    """Add what is not for everyone, a canary in each text of it."""
    process, cast = world["process"], world["cast"]
    _of_ideas(world, process, cast)
    _of_voices(world, process, cast)
    _of_the_desks(world, process, cast)
    _of_the_tables(world)
    let_the_interviews_in(world, words)
    draft = a_process("draft", state=State.DRAFT)
    draft.title = in_every_language(words("zqdraftprocess"))
    db.session.flush()


def _of_ideas(world, process, cast):
    ada, carla = cast["author"], cast["moderator"]

    def hers(canary, **others):
        idea = an_idea(ada, process, title=words(f"{canary}title"), body=words(canary), **others)
        world["ideas"].append(idea)
        return idea

    hers("zqwaiting")
    returned = hers("zqreturned")
    give_back_subject(carla, opened(returned, carla), words("zqreturnnote"), seen=0)
    hidden = hers("zqhidden")
    hide_subject(carla, opened(hidden, carla), Hiding("advertising", words("zqhidenote")), seen=0)
    ask_second_look(ada, opened(hidden, ada), words("zqlookwhy"))
    withdraw(hers("zqwithdrawn"))
    kept = IdeaDraft(
        title=words("zqanonymoustitle"),
        body=words("zqanonymous"),
        place=a_municipality().name,
        theme=a_theme().code,
    )
    world["secret_token"] = keep_draft(process, kept)


def _of_voices(world, process, cast):
    ada, carla = cast["author"], cast["moderator"]
    idea, other = world["ideas"][:2]
    hidden = write_comment(ada, other, CommentDraft(words("zqhiddencomment")))
    hide_subject(carla, opened(hidden, carla), Hiding("advertising"), seen=0)
    taken_back = write_comment(ada, other, CommentDraft(words("zqtakenback")))
    withdraw_comment(ada, taken_back)
    world["comments"] += [hidden, taken_back]
    reader = someone("Reader")
    report_subject(reader, opened(idea, reader), ReportDraft("advertising", words("zqreportnote")))
    question = world["question"]
    waiting = propose_statement(ada, question, StatementDraft(words("zqproposed")))
    gone = propose_statement(ada, question, StatementDraft(words("zqhiddenstatement")))
    hide_statement(gone)
    world["statements"] += [waiting, gone]
    voters = [someone(f"Voter{number}") for number in range(VOTERS)]
    for voter in voters:
        take_stance(voter, world["statements"][0], Value.AGREE)
        cast_ballot(voter, world["choices"][0], [world["choices"][0].options[1].id])


def _of_the_tables(world):
    session = get_session(world["session"].id)
    seat = a_seat(session, words("zqseat"), kind=SeatKind.BODY, body=words("zqseatbody"))
    write_card(seat, session.block, CardDraft(words("zqcovered")))
    hidden = {"number": 1, "hidden_because": words("zqphotowhy"), "added_at": now()}
    photographer = world["cast"]["planner"]
    db.session.add(
        WallPhoto(
            session_id=session.id,
            block_id=session.block.id,
            added_by_id=photographer.id,
            **hidden,
        )
    )
    promised = Commitment(session_id=session.id, who="ATM", what="Tries it.", written_at=now())
    db.session.add(promised)
    db.session.flush()
    world["commitments"] = [promised]


def _of_the_desks(world, process, cast):
    dario, idea = cast["curator"], world["ideas"][0]
    project = draft_project(dario, process, a_draft(words("zqdraftproject")))
    add_origin(dario, process, project, idea, OriginDraft(note=words("zqoriginnote")))
    world["projects"].append(project)
    world["origins"] = [*origins_of(project, hidden=True)]
