"""Reading the log of acts, and proving that nobody touched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.audit.models import Act, Seal
from consult.audit.sealing import BEGINNING, digest_of
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.kernel.db import Model


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """The first seal that does not hold, and what is wrong with it."""

    number: int
    fault: str


def acts_on(thing: Model) -> Sequence[Act]:
    """The acts on one thing, in the order in which they were done."""
    return db.session.scalars(
        select(Act)
        .where(Act.thing_kind == thing.__tablename__, Act.thing_id == thing.id)
        .order_by(Act.id)
    ).all()


def unsealed_since() -> datetime | None:
    """When the oldest act was done that waits for its seal."""
    return db.session.scalar(select(func.min(Act.at)).where(Act.seal_id.is_(None)))


def verify_chain() -> BrokenSeal | None:
    """The first seal whose acts, number or predecessor were changed; none when all hold.

    Cutting off the newest seals together with their acts shows only beside the digests in the
    operator's log.
    """
    number, previous = 0, BEGINNING
    for seal in db.session.scalars(select(Seal).order_by(Seal.number)).all():
        number += 1
        if seal.number != number:
            return BrokenSeal(number, "the seal is missing")
        if seal.previous != previous:
            return BrokenSeal(number, "the seal does not follow the one before it")
        acts = db.session.scalars(
            select(Act)
            .where(Act.seal_id == seal.id)
            .order_by(Act.id)
            .execution_options(populate_existing=True)
        ).all()
        if len(acts) != seal.acts:
            return BrokenSeal(number, f"{seal.acts} acts were sealed, {len(acts)} are there")
        if digest_of(number, previous, acts) != seal.digest:
            return BrokenSeal(number, "an act was changed after it was sealed")
        previous = seal.digest
    orphan = (
        select(Act.id)
        .outerjoin(Seal, Act.seal_id == Seal.id)
        .where(Act.seal_id.is_not(None), Seal.id.is_(None))
        .limit(1)
    )
    if db.session.scalar(orphan) is not None:
        return BrokenSeal(number + 1, "the seal is missing")
    return None
