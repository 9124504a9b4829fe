"""Where people and statements stand: the two directions in which opinions differ the most.

Source: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: scaling deliberation by mapping high
dimensional opinion spaces", 2021, and the programs that it tells of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from consult.analysis.opinion.arrays import Flags, Floats
from consult.analysis.opinion.stances import Stances, tallied

DIMENSIONS = 2
BLOCK = 4
"""So many directions are looked for at once, two more than are wanted: they are found sooner."""
FEW_STATEMENTS = 320
FEW_PRODUCTS = 20_000_000
"""Up to these sizes all products of two statements are made, and nothing is approximated."""
MOST_DIRECTIONS = 96
MOST_STEPS = 200
EXACT = 1e-11
NEARLY = 1e-6
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Space:
    """The mean answer to each statement, two directions (rows), and each person's place.

    `center`, `components` and `extremity` have a column or place for each statement; a moderated
    one has 0 in each. `people` has a row of two numbers for each person.
    """

    center: Floats
    components: Floats
    people: Floats
    extremity: Floats

    @property
    def is_flat(self) -> bool:
        """Whether all answered alike, so that nothing tells people apart."""
        return not self.components.any()


def opinion_space(
    stances: Stances, out: Flags, before: Floats | None = None, *, exactness: float = EXACT
) -> Space:
    """Find the directions in which opinions differ the most, and where everyone stands.

    `out` tells the statements that are moderated out. What somebody did not answer counts as the
    mean, so once the mean is taken away it is nothing, and the matrix stays sparse. `before` are
    the components of the last run: found again from there, and not mirrored against them.
    """
    counts = tallied(stances)
    answered = np.maximum(counts.answers[0], 1)
    center = (counts.agreeing[0] - counts.disagreeing[0]) / answered
    center[out] = 0.0
    apart = stances.votes - center[stances.columns]
    if out.any():
        apart[out[stances.columns]] = 0.0
    matrix = sparse.csr_matrix(
        (apart, stances.columns, stances.starts), shape=(stances.people, stances.statements)
    )
    components = _facing(_directions(matrix, before, exactness), before)
    components[:, out] = 0.0
    people = (matrix @ components.T) * _pushed_out(stances, out)[:, None]
    lengths = np.sqrt((components**2).sum(axis=0))
    extremity = np.sqrt(stances.statements) * np.abs(1.0 - center) * lengths
    return Space(center, components, people, extremity)


def _pushed_out(stances: Stances, out: Flags) -> Floats:
    """How much further out somebody stands than what they answered tells: sqrt(C / n).

    Polis writes a 0 for everyone under a statement that is moderated out, and counts it as
    answered; so do we, or places would not be comparable with its own.
    """
    answered = stances.taken.astype(np.float64)
    if out.any():
        on_hidden = sparse.csr_matrix(
            (np.ones(len(stances.votes)), stances.columns, stances.starts),
            shape=(stances.people, stances.statements),
        ) @ out.astype(np.float64)
        answered += out.sum() - on_hidden
    return np.asarray(np.sqrt(stances.statements / np.maximum(answered, 1)))


def _directions(matrix: sparse.csr_matrix, before: Floats | None, exactness: float) -> Floats:
    """The right singular vectors of the largest singular values, as rows; zeros where none is."""
    wide = matrix.shape[1]
    filled = np.diff(matrix.indptr).astype(np.int64)
    found = np.zeros((DIMENSIONS, wide))
    if not matrix.nnz or not np.any(matrix.data):
        return found
    if wide <= FEW_STATEMENTS and int((filled**2).sum()) <= FEW_PRODUCTS:
        values, vectors = np.linalg.eigh((matrix.T @ matrix).toarray())
        values, vectors = values[::-1][:DIMENSIONS], vectors[:, ::-1][:, :DIMENSIONS]
    else:
        values, vectors = _by_powers(matrix, before, exactness)
    sound = values > NOTHING * values[0]
    found[: len(values)][sound] = vectors.T[sound]
    return found


def _by_powers(
    matrix: sparse.csr_matrix, before: Floats | None, exactness: float
) -> tuple[Floats, Floats]:
    """Rayleigh and Ritz over a block Krylov space, begun again from its best when it is full.

    Source: Golub, Van Loan, "Matrix Computations", 2013, 10.3.
    """
    block = _beginning(matrix.shape[1], before)
    turned = matrix.T
    basis = np.empty((matrix.shape[1], 0))
    images = np.empty((matrix.shape[1], 0))
    for _step in range(MOST_STEPS):
        image = turned @ (matrix @ block)
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        values, inner = np.linalg.eigh(basis.T @ images)
        values, inner = values[::-1][:BLOCK], inner[:, ::-1][:, :BLOCK]
        vectors, mapped = basis @ inner, images @ inner
        left = mapped[:, :DIMENSIONS] - vectors[:, :DIMENSIONS] * values[:DIMENSIONS]
        if np.linalg.norm(left, axis=0).max() <= exactness * values[0]:
            break
        block = _beside(basis, image)
        if not block.shape[1]:
            break
        if basis.shape[1] + block.shape[1] > MOST_DIRECTIONS:
            block = _beside(vectors, block)
            basis, images = vectors, mapped
    return values[:DIMENSIONS], vectors[:, :DIMENSIONS]


def _beginning(wide: int, before: Floats | None) -> Floats:
    drawn = np.random.default_rng(wide).standard_normal((wide, min(BLOCK, wide)))
    if before is not None and before.any():
        known = before[:, :wide]
        drawn[: known.shape[1], : len(known)] = known.T
        drawn[known.shape[1] :, : len(known)] = 0.0
    return np.linalg.qr(drawn)[0]


def _beside(basis: Floats, block: Floats) -> Floats:
    """What is new in some directions: at right angles to the others and to each other."""
    scale = np.linalg.norm(block, axis=0).max()
    for _twice in range(2):
        block = block - basis @ (basis.T @ block)
    kept, upper = np.linalg.qr(block)
    return kept[:, np.abs(np.diag(upper)) > NOTHING * scale]


def _facing(components: Floats, before: Floats | None) -> Floats:
    """Turn each direction the way it faced before, else so that its largest part is positive."""
    for place, one in enumerate(components):
        facing = one[np.argmax(np.abs(one))]
        if before is not None and place < len(before):
            known = before[place][: len(one)]
            facing = (one[: len(known)] @ known) or facing
        if facing < 0:
            components[place] = -one
    return components
