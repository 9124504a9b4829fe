"""Reads of passages and marks: of a text, of a code across interviews, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from consult.accounts import Person
from consult.coding.models import Code, CodingStep, Mark, Passage
from consult.ideamap import Node
from consult.interviews import BodyKind, Interview
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.paging import Page, paginate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Select

LARGEST_ID = 2**31
PAGE = 50
MOST_PAIRS = 60
MOST_COMPARED = 3_000
"""Marks looked at for what some words are like: the latest, so that nobody waits."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Who put marks in an interview, and how many."""

    id: int
    name: str
    marks: int


@dataclass(frozen=True, slots=True)
class CodedWords:
    """Words that have a code, where they are, and who put it there."""

    mark_id: int
    passage_id: int
    interview_id: int
    start: int
    end: int
    words: str
    code: Code
    coder_id: int
    coder: str


def _standing(*, settled: bool = True) -> Select[Mark]:
    query = (
        select(Mark)
        .join(Mark.passage)
        .join(Mark.code)
        .options(contains_eager(Mark.passage), contains_eager(Mark.code))
        .where(Mark.removed_at.is_(None))
    )
    return query.where(Mark.stands.is_(True)) if settled else query


def marks_in(
    interview_ids: Collection[int],
    *,
    also_overruled: bool = False,
    within: tuple[int, int] | None = None,
) -> Sequence[Mark]:
    """The marks of some interviews with passage and code, in one query, in the text's order.

    `within` leaves out those that do not touch a span.
    """
    query = _standing(settled=not also_overruled).where(Passage.interview_id.in_(interview_ids))
    if within is not None:
        query = query.where(Passage.start < within[1], Passage.end > within[0])
    return db.session.scalars(
        query.order_by(Passage.interview_id, Passage.start, Passage.end, Mark.id)
    ).all()


def words_coded_in(interview_ids: Collection[int]) -> list[CodedWords]:
    """What has a code that passages can have, in some interviews: the latest marks first."""
    found = db.session.execute(
        select(Mark.id, Passage, Code, Person.id, Person.display_name)
        .join(Passage, Passage.id == Mark.passage_id)
        .join(Code, Code.id == Mark.code_id)
        .join(Person, Person.id == Mark.coder_id)
        .where(
            Passage.interview_id.in_(interview_ids),
            Passage.is_sure,
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
            Code.retired_at.is_(None),
            Code.is_codable,
        )
        .order_by(Mark.id.desc())
        .limit(MOST_COMPARED)
    )
    return [
        CodedWords(
            mark_id=mark_id,
            passage_id=passage.id,
            interview_id=passage.interview_id,
            start=passage.start,
            end=passage.end,
            words=passage.words,
            code=code,
            coder_id=coder_id,
            coder=name or _("Somebody"),
        )
        for mark_id, passage, code, coder_id, name in found
    ]


def passages_of(interview: Interview) -> Sequence[Passage]:
    """The passages of an interview that have a mark that stands, in the text's order."""
    marked = select(Mark.passage_id).where(Mark.removed_at.is_(None), Mark.stands.is_(True))
    return db.session.scalars(
        select(Passage)
        .where(Passage.interview_id == interview.id, Passage.id.in_(marked))
        .order_by(Passage.start, Passage.end, Passage.id)
    ).all()


def passages_marked(interview_ids: Collection[int]) -> Mapping[int, int]:
    """How many passages of each interview have a mark that stands."""
    found = db.session.execute(
        select(Passage.interview_id, func.count(Passage.id.distinct()))
        .join(Mark, Mark.passage_id == Passage.id)
        .where(
            Passage.interview_id.in_(interview_ids),
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
        )
        .group_by(Passage.interview_id)
    )
    return {interview_id: many for interview_id, many in found}  # noqa: C416 - rows, not pairs


def get_passage(passage_id: int) -> Passage:
    """The passage of an id. Raises `NotFoundError`."""
    found = db.session.get(Passage, passage_id) if 0 < passage_id < LARGEST_ID else None
    if found is None:
        raise NotFoundError(_("There is no such passage."))
    return found


def find_mark(interview: Interview, mark_id: int) -> Mark:
    """One mark of an interview with its passage and code. Raises `NotFoundError`."""
    found = (
        db.session.scalar(
            select(Mark)
            .join(Mark.passage)
            .join(Mark.code)
            .options(contains_eager(Mark.passage), contains_eager(Mark.code))
            .where(Mark.id == mark_id, Passage.interview_id == interview.id)
        )
        if 0 < mark_id < LARGEST_ID
        else None
    )
    if found is None:
        raise NotFoundError(_("There is no such mark."))
    return found


def themes_of_passages(passage_ids: Collection[int]) -> Mapping[int, int]:
    """The theme of the first code that is one, or a node on one, of passages with such a code."""
    theme_id = func.coalesce(Code.theme_id, Node.theme_id)
    found = db.session.execute(
        select(Mark.passage_id, theme_id)
        .join(Code, Code.id == Mark.code_id)
        .outerjoin(Node, Node.id == Code.node_id)
        .where(
            Mark.passage_id.in_(passage_ids),
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
            theme_id.is_not(None),
        )
        .order_by(Mark.id.desc())
    )
    return {passage_id: found_id for passage_id, found_id in found}  # noqa: C416 - rows, not pairs


def unsure_in(interview: Interview) -> Sequence[Passage]:
    """The marked passages of which it is unsure where they stand after a correction."""
    return [one for one in passages_of(interview) if not one.is_sure]


def has_steps(person: Person, interview: Interview) -> bool:
    """Whether there is something that this person could undo here."""
    query = select(CodingStep.id).where(
        CodingStep.interview_id == interview.id,
        CodingStep.by_id == person.id,
        CodingStep.undone_at.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None


def coders_of(interview: Interview) -> list[Coder]:
    """Who coded an interview, who marked most first."""
    found = db.session.execute(
        select(Person.id, Person.display_name, func.count(Mark.id))
        .join(Mark, Mark.coder_id == Person.id)
        .join(Passage, Passage.id == Mark.passage_id)
        .where(Passage.interview_id == interview.id, Mark.removed_at.is_(None))
        .group_by(Person.id, Person.display_name)
        .order_by(func.count(Mark.id).desc(), Person.id)
    )
    return [Coder(id_, name or _("Somebody"), many) for id_, name, many in found]


def passages_with(
    code_ids: Collection[int], interview_ids: Collection[int], after: str | None = None
) -> Page[Passage]:
    """The passages of some codes across interviews, the latest first, each once."""
    marked = select(Mark.passage_id).where(
        Mark.code_id.in_(code_ids), Mark.removed_at.is_(None), Mark.stands.is_(True)
    )
    query = select(Passage).where(Passage.id.in_(marked), Passage.interview_id.in_(interview_ids))
    return paginate(query, [Passage.id], lambda one: [one.id], after=after, size=PAGE)


def marks_on(
    passages: Collection[Passage], code_ids: Collection[int]
) -> Mapping[int, Sequence[Mark]]:
    """The marks of some codes on some passages, with their codes, by the passage's id."""
    found: dict[int, list[Mark]] = defaultdict(list)
    query = _standing().where(
        Mark.code_id.in_(code_ids), Mark.passage_id.in_([one.id for one in passages])
    )
    for one in db.session.scalars(query.order_by(Mark.id)):
        found[one.passage_id].append(one)
    return found


def count_by_place(
    code_ids: Collection[int], interview_ids: Collection[int]
) -> Mapping[tuple[int | None, BodyKind], int]:
    """How many passages some codes have, by zone and by kind of body."""
    found = db.session.execute(
        select(Interview.zone_id, Interview.body_kind, func.count(Mark.passage_id.distinct()))
        .join(Passage, Passage.interview_id == Interview.id)
        .join(Mark, Mark.passage_id == Passage.id)
        .where(
            Mark.code_id.in_(code_ids),
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
            Interview.id.in_(interview_ids),
        )
        .group_by(Interview.zone_id, Interview.body_kind)
    )
    return {(zone_id, kind): many for zone_id, kind, many in found}


def co_occurring(interview_ids: Collection[int]) -> list[tuple[int, int, int]]:
    """Pairs of codes whose passages overlap, and on how many pairs of passages, most first."""
    query = (
        select(Passage.interview_id, Passage.start, Passage.end, Mark.code_id)
        .join(Mark, Mark.passage_id == Passage.id)
        .where(
            Passage.interview_id.in_(interview_ids),
            Mark.removed_at.is_(None),
            Mark.stands.is_(True),
        )
        .group_by(Passage.interview_id, Passage.start, Passage.end, Mark.code_id)
        .order_by(Passage.interview_id, Passage.start)
    )
    by_interview: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for interview_id, start, end, code_id in db.session.execute(query):
        by_interview[interview_id].append((start, end, code_id))
    pairs: Counter[tuple[int, int]] = Counter()
    for spans in by_interview.values():
        pairs.update(overlapping(spans))
    most = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))[:MOST_PAIRS]
    return [(one, two, many) for (one, two), many in most]


def overlapping(spans: Sequence[tuple[int, int, int]]) -> Counter[tuple[int, int]]:
    """How often two codes overlap, of spans (start, end, code) in the order of their starts."""
    pairs: Counter[tuple[int, int]] = Counter()
    open_now: list[tuple[int, int]] = []
    for start, end, code in spans:
        open_now = [one for one in open_now if one[0] > start]
        pairs.update(
            (min(code, other), max(code, other)) for _end, other in open_now if other != code
        )
        open_now.append((end, code))
    return pairs
