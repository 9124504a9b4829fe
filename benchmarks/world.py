"""The product's side of a run: `python -m benchmarks.world addresses|guests|staff|votes|...`."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_wtf.csrf import generate_csrf
from sqlalchemy import event, func, insert, select

from benchmarks.asked import afresh
from benchmarks.crowd import furnish
from benchmarks.said import words_of_all
from benchmarks.transcribed import transcribed
from consult.accounts import Person
from consult.accounts.models import SignIn
from consult.app import create_app
from consult.contributions import Channel, Contribution, State
from consult.ideas.narrowing import reaches
from consult.ideas.vocabulary import vocabulary_of
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.processes import Role, Staff, current_process
from consult.taxonomy import territory_of, themes_of
from consult.territory import Municipality, zones_of
from consult.voting import (
    Ballot,
    ChoiceDraft,
    OptionDraft,
    Question,
    Stance,
    Statement,
    StatementState,
    Support,
    arrange_choice,
)
from consult.voting.models import Approval

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult.kernel.web import House
    from consult.processes import Process

DAYS = timedelta(days=20)
OPTIONS = 5


def main() -> None:
    """Do what is ordered, and print what came of it as JSON."""
    app = create_app()
    told = ORDERS[sys.argv[1]](app, *sys.argv[2:])
    print(json.dumps(told))


def _process() -> Process:
    found = current_process()
    if found is None:
        raise LookupError("The demo has no consultation.")
    return found


def _addresses(_app: House) -> dict[str, str]:
    """One address of each kind of page; the idea is the one most spoken of."""
    process = _process()
    home = f"/processes/{process.slug}"
    query = select(Contribution.code).where(
        Contribution.process_id == process.id, Contribution.state == State.PUBLISHED
    )
    code = db.session.scalars(
        query.order_by(Contribution.comments.desc(), Contribution.id).limit(1)
    ).one()
    return {
        "home": "/",
        "zone": "/zones/adda-martesana",
        "process": home,
        "idea": f"{home}/ideas/{code}",
        "ideas": f"{home}/ideas",
        "similar": f"{home}/ideas/similar",
        "map": f"{home}/idea-map",
        "queue": f"{home}/desk/moderation",
        "moderation queue": f"{home}/desk/moderation",
        "curators' desk": f"{home}/desk/idea-map",
        "drafting desk": f"{home}/desk/projects",
        "voices to draft from": f"{home}/desk/projects/voices",
    }


def _sign_in(app: House, people: list[int]) -> list[tuple[str, str]]:
    """Sign people in by rows of their own, and return each one's cookie and form token."""
    tokens = [secrets.token_urlsafe(32) for _one in people]
    at = now()
    with db.transaction() as session:
        session.execute(
            insert(SignIn),
            [
                {
                    "token_hash": hashlib.sha256(token.encode()).hexdigest(),
                    "person_id": person_id,
                    "browser": "",
                    "system": "",
                    "created_at": at,
                    "last_seen_at": at,
                    "expires_at": at + DAYS,
                }
                for person_id, token in zip(people, tokens, strict=True)
            ],
        )
    return [(token, _form_token(app, token)) for token in tokens]


def _form_token(app: House, token: str) -> str:
    with app.test_request_context(headers={"Cookie": f"visit={token}"}):
        return str(generate_csrf())


def _guests(app: House, many: str) -> list[tuple[str, str]]:
    """Open so many accounts of people of age, and sign all of them in."""
    at, batch = now(), secrets.token_hex(4)
    with db.transaction() as session:
        place = session.scalars(select(Municipality.id).order_by(Municipality.id)).first()
        emails = [f"guest-{batch}-{number}@example.org" for number in range(int(many))]
        session.execute(
            insert(Person),
            [
                {
                    "email": email,
                    "email_key": email,
                    "display_name": f"Guest {number}",
                    "municipality_id": place,
                    "birth_year": 1980,
                    "created_at": at,
                }
                for number, email in enumerate(emails)
            ],
        )
        people = list(
            session.scalars(select(Person.id).where(Person.email_key.startswith(f"guest-{batch}-")))
        )
    return _sign_in(app, people)


def _staff(app: House, role: str) -> tuple[str, str]:
    """Sign in the first of the staff with this role, who works everywhere if somebody does."""
    query = select(Staff.person_id).where(
        Staff.process_id == _process().id, Staff.role == Role(role)
    )
    found = db.session.scalars(query.order_by(Staff.zone_id.is_not(None), Staff.id)).first()
    if found is None:
        raise LookupError(f"The demo has no {role}.")
    return _sign_in(app, [found])[0]


def _votes(_app: House) -> dict[str, Any]:
    """What can be voted on: ideas, statements, and a choice that is arranged for it."""
    process = _process()
    home = f"/processes/{process.slug}"
    codes = db.session.scalars(
        select(Contribution.code)
        .where(Contribution.process_id == process.id, Contribution.state == State.PUBLISHED)
        .order_by(Contribution.id)
        .limit(40)
    ).all()
    statements = db.session.execute(
        select(Statement.question_id, Statement.id)
        .join(Question, Question.id == Statement.question_id)
        .where(
            Question.process_id == process.id,
            Question.closed_at.is_(None),
            Statement.state == StatementState.PUBLISHED,
        )
    ).all()
    with db.transaction() as session:
        planner = session.scalars(select(Person).where(Person.is_administrator)).first()
        if planner is None:
            raise LookupError("The demo has no administrator.")
        options = [OptionDraft({"it": f"Opzione {place}"}) for place in range(OPTIONS)]
        draft = ChoiceDraft(
            {"it": "Quali prima?"}, {}, 2, now() - timedelta(days=1), now() + DAYS, options
        )
        choice = arrange_choice(planner, _process(), draft)
        ballot = (choice.id, [option.id for option in choice.options])
    return {
        "supports": [f"{home}/ideas/{code}/support" for code in codes],
        "stances": [
            f"{home}/questions/{one}/statements/{other}/stance" for one, other in statements
        ],
        "ballot": f"{home}/choices/{ballot[0]}/ballot",
        "options": ballot[1],
    }


def _counts(_app: House) -> dict[str, int]:
    """How far each public count is from its votes, and how many votes there are."""
    return {
        "supports": _number(select(func.count(Support.id))),
        "supports counted": _number(select(func.sum(Contribution.supports))),
        "stances": _number(select(func.count(Stance.id))),
        "stances counted": _number(select(func.sum(Statement.answers))),
        "ballots": _number(select(func.count(Ballot.id))),
        "ballots counted": _number(select(func.count(Approval.ballot_id.distinct()))),
    }


def _number(query: Any) -> int:  # noqa: ANN401 - any select of one number
    return int(db.session.scalar(query) or 0)


def _crowd(_app: House, many: str) -> dict[str, str]:
    """Add so many contributions, and return the address of one with a thousand comments."""
    process = _process()
    code = furnish(process.id, int(many))
    return {"idea": f"/processes/{process.slug}/ideas/{code}"}


def _number_of_process(_app: House) -> int:
    """The id by which the process of vectors knows the consultation."""
    return _process().id


def _words(_app: House) -> dict[str, list[str]]:
    """What people type: the commonest words of the crowd, and titles as somebody begins one."""
    return words_of_all()


def _signs(_app: House) -> dict[str, Any]:
    """The codes by which addresses name zones, themes and what else a list is narrowed to."""
    process = _process()
    known = vocabulary_of(process)
    return {
        "zones": [zone.code for zone in zones_of(territory_of(process.cycle))],
        "themes": [theme.code for theme in themes_of(process.cycle)],
        "municipality": known.spots[0].slug,
        "platform": known.platforms[0].code,
        "channel": Channel.TABLE.value,
        "state": reaches()[1].key,
    }


def _supportable(_app: House, turn: str) -> list[str]:
    """Where a crowd's contributions are supported: others at each turn."""
    home, many = f"/processes/{_process().slug}/ideas", 30
    codes = db.session.scalars(
        select(Contribution.code)
        .where(Contribution.state == State.PUBLISHED, Contribution.code.like("Z%"))
        .order_by(Contribution.code)
        .offset(many * int(turn))
        .limit(many)
    )
    return [f"{home}/{code}/support" for code in codes]


def _queries(app: House, paths: str) -> dict[str, int]:
    """How many statements a visitor's page takes when all that is kept for minutes is known."""
    client, counted, seen = app.test_client(), {}, list[str]()
    base = current_config().base_url

    @event.listens_for(db.engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    for path in json.loads(paths):
        for turn in range(2):
            seen.clear()
            fresh = afresh(path, turn).path
            answer = client.get(fresh, base_url=base, headers={"Accept-Language": "it"})
            if answer.status_code != 200:
                raise LookupError(f"{path}: {answer.status_code}")
        counted[path] = len(seen)
    return counted


ORDERS: dict[str, Callable[..., Any]] = {
    "addresses": _addresses,
    "counts": _counts,
    "crowd": _crowd,
    "process": _number_of_process,
    "guests": _guests,
    "queries": _queries,
    "signs": _signs,
    "staff": _staff,
    "supportable": _supportable,
    "transcript": lambda _app: transcribed(_process().id),
    "votes": _votes,
    "words": _words,
}

if __name__ == "__main__":
    main()
