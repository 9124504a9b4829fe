"""Stances as a sparse matrix: who took which on what; of two on the same thing the later one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from consult.analysis.opinion.arrays import Flags, Floats, Places, Votes, Wholes

AGREE, PASS, DISAGREE = 1, 0, -1
KINDS = 3


@dataclass(frozen=True, slots=True)
class Stances:
    """Who stands where, by rows (people) and columns (statements), sorted within each row.

    `starts` has one place more than there are people; `columns` and `votes` one for each stance:
    1 agree, -1 disagree, 0 neither.
    """

    starts: Places
    columns: Places
    votes: Votes
    statements: int

    @property
    def people(self) -> int:
        return len(self.starts) - 1

    @property
    def taken(self) -> Wholes:
        """How many stances each person took."""
        return np.diff(self.starts).astype(np.int64)

    def rows(self) -> Places:
        """The person of each stance."""
        return np.repeat(np.arange(self.people, dtype=np.int32), np.diff(self.starts))

    def of(self, people: Wholes | Flags) -> Stances:
        """Return the stances of some people only, in the order in which they are named."""
        whole = sparse.csr_matrix(
            (self.votes, self.columns, self.starts), shape=(self.people, self.statements)
        )
        part = whole[people]
        return Stances(part.indptr, part.indices, part.data, self.statements)

    def with_votes(self, votes: Votes) -> Stances:
        """Return the same people on the same statements, who answered otherwise."""
        return Stances(self.starts, self.columns, votes, self.statements)


def gathered(
    people: npt.ArrayLike,
    statements: npt.ArrayLike,
    votes: npt.ArrayLike,
    *,
    shape: tuple[int, int],
    at: Floats | None = None,
) -> Stances:
    """Gather stances told one by one; the latest wins, by `at` or else by their order.

    `people` and `statements` are positions within `shape`. Raises `ValueError` for a vote that is
    neither 1, 0 nor -1.
    """
    who = np.asarray(people, dtype=np.int32)
    what = np.asarray(statements, dtype=np.int32)
    how = np.asarray(votes, dtype=np.int8)
    if len(how) and (how.min() < DISAGREE or how.max() > AGREE):
        raise ValueError("A vote is 1, 0 or -1.")
    found = _matrix(who, what, how, shape)
    if found.nnz != len(how):
        kept = _latest(who, what, at, shape[1])
        found = _matrix(who[kept], what[kept], how[kept], shape)
    found.data -= KINDS
    return Stances(found.indptr, found.indices, found.data, shape[1])


def _matrix(who: Places, what: Places, how: Votes, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Sort by person and statement. A sparse matrix holds no zeros: votes are three higher."""
    whole = sparse.coo_matrix((how + np.int8(KINDS), (who, what)), shape=shape).tocsr()
    whole.sort_indices()
    return whole


def _latest(who: Places, what: Places, at: Floats | None, width: int) -> Wholes:
    """The places of the stances that hold, where somebody took several on the same."""
    cell = who.astype(np.int64) * width + what
    order = np.argsort(cell, kind="stable") if at is None else np.lexsort((at, cell))
    ordered = cell[order]
    last = np.ones(len(ordered), dtype=np.bool_)
    last[:-1] = ordered[1:] != ordered[:-1]
    return order[last]


def added(stances: Stances, newer: Stances) -> Stances:
    """Return what stands after some more stances were taken; the newer ones win.

    `newer` has at least as many people and statements: the new ones stand after the old ones.
    """
    old, new = stances.rows(), newer.rows()
    width = newer.statements
    cells = old.astype(np.int64) * width + stances.columns
    fresh = new.astype(np.int64) * width + newer.columns
    places = np.searchsorted(cells, fresh)
    known = places < len(cells)
    known[known] = cells[places[known]] == fresh[known]
    votes = stances.votes.copy()
    votes[places[known]] = newer.votes[known]
    votes = np.insert(votes, places[~known], newer.votes[~known])
    columns = np.insert(stances.columns, places[~known], newer.columns[~known])
    counts = np.bincount(new[~known], minlength=newer.people)
    counts[: stances.people] += np.diff(stances.starts)
    starts = np.zeros(newer.people + 1, dtype=np.int32)
    np.cumsum(counts, out=starts[1:])
    return Stances(starts, columns, votes, width)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Counts by group (rows) and statement (columns): who agreed, disagreed, answered at all."""

    agreeing: Wholes
    disagreeing: Wholes
    answers: Wholes

    @property
    def passing(self) -> Wholes:
        return self.answers - self.agreeing - self.disagreeing

    def together(self) -> Tallies:
        """All groups as one."""
        return Tallies(
            self.agreeing.sum(axis=0, keepdims=True),
            self.disagreeing.sum(axis=0, keepdims=True),
            self.answers.sum(axis=0, keepdims=True),
        )


def tallied(stances: Stances, groups: Wholes | None = None, number: int = 1) -> Tallies:
    """Count the stances of each group on each statement; who is in no group (-1) is left out."""
    width = stances.statements
    cell = stances.columns * np.int64(KINDS)
    cell += stances.votes
    cell += 1
    if groups is not None:
        cell += np.repeat((groups + 1) * (width * KINDS), np.diff(stances.starts))
        counts = np.bincount(cell, minlength=(number + 1) * width * KINDS)
        shaped = counts.reshape(number + 1, width, KINDS)[1:]
    else:
        shaped = np.bincount(cell, minlength=width * KINDS).reshape(1, width, KINDS)
    return Tallies(shaped[:, :, 2], shaped[:, :, 0], shaped.sum(axis=2))
