"""The sealer: takes over security acts, and chains all acts by hash in batches."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select, update

from consult.audit.models import Act, Seal
from consult.kernel import limits
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.jobs import every

if TYPE_CHECKING:
    from collections.abc import Iterable

log = structlog.get_logger()

BATCH = 500
MOST_BATCHES = 200
BEGINNING = "0" * 64


@every(seconds=10, outside=True)
def seal_acts() -> None:
    """Seal every act noted so far, a short transaction for each batch."""
    for _batch in range(MOST_BATCHES):
        if not _take_over_security_acts():
            break
    for _batch in range(MOST_BATCHES):
        if not _seal_batch():
            break


def digest_of(number: int, previous: str, acts: Iterable[Act]) -> str:
    """Hash a batch: SHA-256 over its number, the digest before it and one line for each act."""
    seal = hashlib.sha256(f"{number}\n{previous}\n".encode())
    for act in acts:
        seal.update(_line(act).encode())
    return seal.hexdigest()


def _line(act: Act) -> str:
    """Write an act as canonical JSON: the same bytes on every database and at every time."""
    told = {
        "id": act.id,
        "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": act.actor_id,
        "verb": act.verb,
        "thing": [act.thing_kind, act.thing_id],
        "reason": act.reason,
        "details": act.details,
        "taken_from": act.taken_from,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def _take_over_security_acts() -> bool:
    """Move a batch out of the counters; begun again after a crash, it takes nothing twice."""
    waiting = limits.waiting_security_acts(BATCH)
    if not waiting:
        return False
    keys = [act.key for act in waiting]
    with db.transaction() as session:
        known = set(session.scalars(select(Act.taken_from).where(Act.taken_from.in_(keys))))
        session.add_all(
            Act(
                at=act.at,
                actor_id=act.actor_id,
                verb=act.verb,
                thing_kind="",
                details=act.details,
                taken_from=act.key,
            )
            for act in waiting
            if act.key not in known
        )
    limits.forget_security_acts(keys)
    return True


def _seal_batch() -> bool:
    unsealed = Act.seal_id.is_(None)
    with db.aside() as session:
        if session.scalar(select(Act.id).where(unsealed).limit(1)) is None:
            return False
    with db.transaction() as session:
        acts = session.scalars(select(Act).where(unsealed).order_by(Act.id).limit(BATCH)).all()
        last = session.scalar(select(Seal).order_by(Seal.number.desc()).limit(1))
        number, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
        # Two sealers at once would write the same number: its unique key lets one of them pass.
        seal = Seal(
            number=number,
            at=now(),
            acts=len(acts),
            previous=previous,
            digest=digest_of(number, previous, acts),
        )
        session.add(seal)
        session.flush()
        ids = [act.id for act in acts]
        session.execute(
            update(Act)
            .where(Act.id.in_(ids))
            .values(seal_id=seal.id)
            .execution_options(synchronize_session=False)
        )
    # The log outside the database is the witness that the last seals were not cut off.
    log.info("sealed", number=seal.number, acts=seal.acts, digest=seal.digest)
    return True
