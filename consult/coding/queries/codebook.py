"""Reads of the codebook: the tree in its order, how often each code stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult.coding.models import Code, CodingStep, Mark, Passage
from consult.interviews import Interview
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from consult.accounts import Person
    from consult.processes import Process

LARGEST_ID = 2**31


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of the tree, how deep it is, and how many passages it stands on."""

    code: Code
    depth: int
    passages: int


def codes_of(process: Process) -> Sequence[Code]:
    """The codes of a consultation that are not retired, as they were put there."""
    return db.session.scalars(
        select(Code)
        .where(Code.process_id == process.id, Code.retired_at.is_(None))
        .order_by(Code.position, Code.id)
    ).all()


def codebook_of(process: Process, interview_ids: Collection[int] | None = None) -> list[CodeRow]:
    """The tree of codes, parents first, with the passages of these interviews, or of all."""
    standing = (
        select(Mark.code_id, func.count(Mark.passage_id.distinct()))
        .join(Passage, Passage.id == Mark.passage_id)
        .join(Interview, Interview.id == Passage.interview_id)
        .where(Interview.process_id == process.id, Mark.removed_at.is_(None), Mark.stands.is_(True))
        .group_by(Mark.code_id)
    )
    if interview_ids is not None:
        standing = standing.where(Passage.interview_id.in_(interview_ids))
    counts = {code_id: many for code_id, many in db.session.execute(standing)}  # noqa: C416 - rows, not pairs
    codes = codes_of(process)
    known = {code.id for code in codes}
    below: dict[int | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)

    def rows(parent: int | None, depth: int) -> Iterator[CodeRow]:
        for code in below.get(parent, []):
            yield CodeRow(code, depth, counts.get(code.id, 0))
            yield from rows(code.id, depth + 1)

    return list(rows(None, 0))


def find_code(process: Process, code_id: int) -> Code:
    """One code of a codebook, a retired one too. Raises `NotFoundError`."""
    code = db.session.get(Code, code_id) if 0 < code_id < LARGEST_ID else None
    if code is None or code.process_id != process.id:
        raise NotFoundError(_("There is no such code."))
    return code


def recent_code(person: Person, process: Process) -> Code | None:
    """The code that a person put on a passage last, if it is still in the codebook."""
    return db.session.scalar(
        select(Code)
        .join(Mark, Mark.code_id == Code.id)
        .join(CodingStep, CodingStep.mark_id == Mark.id)
        .where(
            Code.process_id == process.id,
            Code.retired_at.is_(None),
            CodingStep.by_id == person.id,
        )
        .order_by(CodingStep.id.desc())
        .limit(1)
    )
