"""Groups of texts that mean about the same: each lies near the middle one of its group."""

from __future__ import annotations

import numpy as np

from consult.analysis.embedding import Vectors

NEAR_THE_MIDDLE = 0.33
FEWEST = 3
AT_ONCE = 1_000


def groups_by_middle(
    vectors: Vectors, *, near: float = NEAR_THE_MIDDLE, fewest: int = FEWEST
) -> list[list[int]]:
    """Return the places of the texts of each group, its middle one first, the largest group first.

    `vectors` are fitted, each of length one. The text with most others within `near` gathers
    them; then the next of those left over, until none gathers `fewest`, itself among them. What is
    in no group is like too little else. The same vectors give the same groups.
    """
    count = len(vectors)
    around = np.zeros(count, np.intp)
    for start in range(0, count, AT_ONCE):
        part = vectors[start : start + AT_ONCE] @ vectors.T
        around[start : start + AT_ONCE] = (part >= near).sum(axis=1)
    left = np.ones(count, bool)
    found: list[list[int]] = []
    for middle in np.argsort(-around, kind="stable").tolist():
        if around[middle] < fewest:
            break
        if not left[middle]:
            continue
        alike = vectors @ vectors[middle]
        members = np.flatnonzero(left & (alike >= near))
        if len(members) < fewest:
            continue
        left[members] = False
        nearest_first = members[np.argsort(-alike[members], kind="stable")]
        found.append([middle, *(int(one) for one in nearest_first if one != middle)])
    return sorted(found, key=lambda group: -len(group))
