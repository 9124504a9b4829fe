"""Comments, questions and statements for their pages to be seen in every state."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from consult.accounts import Person, meet
from consult.contributions import Contribution, State
from consult.discussion import CommentDraft, write_comment
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.opinions import OpinionRun
from consult.processes import Activity, Process, accept_pact, pact_to_accept
from consult.voting import (
    ChoiceDraft,
    OptionDraft,
    PassKind,
    Question,
    QuestionDraft,
    Statement,
    StatementDraft,
    Value,
    arrange_choice,
    cast_ballot,
    close_question,
    open_question,
    propose_statement,
    support,
    take_stance,
    votables,
    withdraw_choice,
    write_statement,
)

FEWEST_PEOPLE = 10


def add_voices(process: Process, people: dict[str, Person]) -> None:
    """Let the author of a hidden idea open a thread, and others answer, from right to left too."""
    at = now()
    for phase in process.phases:
        if phase.is_open(at):
            phase.opens = [str(one) for one in Activity]
    db.session.flush()
    idea = db.session.scalars(
        select(Contribution)
        .where(Contribution.process_id == process.id, Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id)
    ).first()
    assert idea is not None
    author, citizen = people["author"], people["citizen"]
    for person in (author, citizen):
        pact = pact_to_accept(person, process)
        if pact is not None:
            accept_pact(person, process, pact.version)
    first = write_comment(author, idea, CommentDraft("Anche la domenica sera, se si può. 🚲"))
    for text in ("D'accordo.", "مرحبا: https://example.org/", "E i festivi?", "Anche a Pasqua."):
        write_comment(citizen, idea, CommentDraft(text), first)
    support(citizen, idea)
    _ask(process, people)
    _let_vote(process, people)


def _let_vote(process: Process, people: dict[str, Person]) -> None:
    """Arrange two votes and let the first be over; then one to come, and one withdrawn."""
    at, day = now(), timedelta(days=1)
    for words in ("Che cosa viene prima?", "Quale progetto parte?"):
        choice = arrange_choice(
            people["planner"],
            process,
            ChoiceDraft(
                title=dict.fromkeys(process.languages, words),
                note={},
                most=2,
                opens_at=at - day,
                closes_at=at + day,
                options=[
                    OptionDraft(dict.fromkeys(process.languages, option))
                    for option in ("I tram di notte", "Le corsie per i bus", "I posti bici")
                ],
            ),
        )
        for number in range(FEWEST_PEOPLE):
            person = meet(f"crowd-{number}@example.org", "it")
            person.municipality_id = people["citizen"].municipality_id
            cast_ballot(person, choice, [choice.options[number % 3].id])
        cast_ballot(people["citizen"], choice, [choice.options[0].id])
        if words.startswith("Che"):
            choice.closes_at = at
    offered = votables.fill([process])[process.id]
    for words in ("Che cosa resta?", "Che cosa si rimanda?"):
        draft = ChoiceDraft(
            title=dict.fromkeys(process.languages, words),
            note=dict.fromkeys(process.languages, "Decide il Consiglio.\nA maggio."),
            most=1,
            opens_at=at + day,
            closes_at=at + 2 * day,
            options=[OptionDraft(one.title, one.kind, one.id) for one in offered[:3]],
        )
        choice = arrange_choice(people["planner"], process, draft)
        if words.endswith("rimanda?"):
            withdraw_choice(people["planner"], choice, "Se ne parla in un'altra consultazione.")


def _ask(process: Process, people: dict[str, Person]) -> None:
    """Open two questions, answer in both, and close the first."""
    curator, citizen = people["curator"], people["citizen"]
    for words in ("Come si viaggia la notte?", "Che cosa serve alla stazione?"):
        asked = open_question(
            curator,
            process,
            QuestionDraft(dict.fromkeys(process.languages, words), {"it": "Una frase alla volta."}),
        )
        statements = [
            write_statement(curator, asked, StatementDraft(text))
            for text in ("L'autobus passa fino all'una.", "Il treno basta già.", "مرحبا 🌙")
        ]
        propose_statement(citizen, asked, StatementDraft("Servono i tram di notte."))
        take_stance(citizen, statements[0], Value.NEITHER, PassKind.TORN)
        for number in range(FEWEST_PEOPLE):
            person = meet(f"crowd-{number}@example.org", "it")
            person.birth_year = 1980
            take_stance(person, statements[1], Value.AGREE if number else Value.DISAGREE)
        if words.startswith("Come"):
            close_question(curator, asked)
            _look(asked, statements)


def _look(question: Question, statements: list[Statement]) -> None:
    """Keep what a look at three statements with more answers would find: two groups."""
    first, second, *_others = (one.id for one in statements)
    groups = [
        {
            "id": number,
            "size": size,
            "center": [side, 0.2],
            "agree": [size - 1, size - 1 if side > 0 else 0, 0],
            "disagree": [0, 0 if side > 0 else size - 1, 0],
            "answers": [size, size, 0],
            "telling": [{"statement": second, "agrees": side > 0, "answers": size}],
        }
        for number, (size, side) in enumerate(((24, 1.0), (12, -1.0)))
    ]
    result = {
        "finding": "clear",
        "people": 36,
        "statements": [first, second, statements[2].id],
        "moderated": [],
        "center": [0.5, 0.1, 0.0],
        "components": [[0.1, 0.9, 0.0], [0.9, 0.1, 0.0]],
        "consensus": [0.8, 0.1, 0.1],
        "consensus_against": [0.1, 0.1, 0.1],
        "division": [0.1, 0.9, 0.0],
        "groups": groups,
        "verdict": {"clear": True},
    }
    run = OpinionRun(
        question_id=question.id, at=now(), judged=True, answers=0, manifest={}, result=result
    )
    db.session.add(run)
