"""The rules that what people write is read by: nine of the house, or a consultation's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from sqlalchemy import select

from consult.docket.models import ReasonList
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process

HOUSE_FILE = Path(__file__).with_name("reasons.yaml")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not published: its name, the rule behind it, and what its author can do.

    `told` completes the sentence "We did not publish it: …".
    """

    code: str
    title: dict[str, str]
    rule: dict[str, str]
    told: dict[str, str]


@lru_cache(maxsize=1)
def house_reasons() -> Sequence[Reason]:
    """The nine rules of the house, from the file beside this one."""
    return _read(yaml.safe_load(HOUSE_FILE.read_text(encoding="utf-8")))


def reasons_of(process: Process) -> Sequence[Reason]:
    """The rules of a consultation, in their published order."""
    return reasons_by_process([process.id])[process.id]


def reasons_by_process(process_ids: Sequence[int]) -> dict[int, Sequence[Reason]]:
    """The rules of several consultations, read at once."""
    own = db.session.execute(
        select(ReasonList.process_id, ReasonList.reasons).where(
            ReasonList.process_id.in_(process_ids)
        )
    )
    found: dict[int, Sequence[Reason]] = dict.fromkeys(process_ids, house_reasons())
    return found | {process_id: _read(reasons) for process_id, reasons in own}


def reason_called(process_id: int, code: str | None) -> Reason | None:
    """The rule of this code, if the consultation still has it."""
    reasons = reasons_by_process([process_id])[process_id]
    return next((reason for reason in reasons if reason.code == code), None)


def _read(kept: list[dict[str, Any]]) -> Sequence[Reason]:
    return tuple(Reason(**reason) for reason in kept)
