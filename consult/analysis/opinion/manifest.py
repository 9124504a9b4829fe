"""What a result stands on, so that whoever holds the same inputs can find it again."""

from __future__ import annotations

import hashlib
import json
import math
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy

from consult.analysis.opinion.arrays import Flags, Wholes
from consult.analysis.opinion.opinions import How
from consult.analysis.opinion.stances import Stances

NEAR_ENOUGH = 1e-9
"""Numbers found again may differ by so much: other machines add up in another order."""


def head_of(
    stances: Stances,
    ids: tuple[Sequence[Any], Sequence[Any]],
    marks: Mapping[str, Flags | Wholes | None],
) -> str:
    """Return the SHA-256 of everything that a result follows from.

    `ids` are those of people and of statements, `marks` what is marked of either.
    """
    seal = hashlib.sha256(json.dumps([list(some) for some in ids]).encode())
    for part in (stances.starts, stances.columns, stances.votes):
        seal.update(np.ascontiguousarray(part.astype("<i4", copy=False)).data)
    for name in sorted(marks):
        mark = marks[name]
        seal.update(name.encode())
        if mark is not None:
            seal.update(mark.astype("<i4").tobytes())
    return seal.hexdigest()


def manifest_of(
    stances: Stances,
    ids: tuple[Sequence[Any], Sequence[Any]],
    marks: Mapping[str, Flags | Wholes | None],
    how: How,
) -> dict[str, Any]:
    """Return the inputs' head, counts, parameters, the code's version and the seed."""
    return {
        "inputs": head_of(stances, ids, marks),
        "people": stances.people,
        "statements": stances.statements,
        "stances": len(stances.votes),
        "seed": how.seed,
        "exactness": how.exactness,
        "judged": how.judge,
        "code": code_version(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def code_version() -> str:
    """Return the SHA-256 of the programs that find opinions."""
    seal = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        seal.update(path.read_bytes())
    return seal.hexdigest()


def differences(kept: Any, again: Any, at: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    """Return where two results differ; numbers by more than a billionth of their size."""
    if isinstance(kept, Mapping) and isinstance(again, Mapping):
        return [
            one
            for key in sorted(kept.keys() | again.keys())
            for one in differences(kept.get(key), again.get(key), f"{at}.{key}".lstrip("."))
        ]
    if isinstance(kept, list) and isinstance(again, list):
        if len(kept) != len(again):
            return [f"{at}: {len(kept)} and {len(again)} entries"]
        return [
            one
            for place, (left, right) in enumerate(zip(kept, again, strict=True))
            for one in differences(left, right, f"{at}[{place}]")
        ]
    numbers = isinstance(kept, int | float) and isinstance(again, int | float)
    if numbers and math.isclose(kept, again, rel_tol=NEAR_ENOUGH, abs_tol=NEAR_ENOUGH):
        return []
    return [] if kept == again else [f"{at}: {kept!r} and {again!r}"]
