"""Laying a consultation out: vectors in, a spot for each text out.

It loads numpy and scikit-learn: only the process that the job starts, and whoever verifies.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import delete, insert, select

from consult.analysis import embedding, layout, nearest
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.layouts.models import Layout, LayoutSpot
from consult.meaning import lent_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from consult.analysis.layout import Spots
    from consult.meaning import Lent

AT_ONCE = 1_000
"""So many spots are written in one transaction: nobody waits long for it."""
FEW = 0.1
"""While no more than this part of the chosen came or went, the newest lie on their neighbours."""
SEED = 0


@dataclass(frozen=True, slots=True)
class Before:
    """Where texts lay and began, row by row; `known` says which did, `laid` which were laid out."""

    known: NDArray[np.bool_]
    laid: NDArray[np.bool_]
    spots: Spots
    began: Spots
    gone: list[int]


def lay(process_id: int, version: int) -> None:
    """Lay out what the kept vectors hold of a consultation, and keep where each text lies.

    `version` is that of its public totals, read before the vectors.
    """
    lent = lent_vectors(process_id, layout.DIRECTIONS)
    if lent is None:
        return
    with db.aside() as session:
        before = before_of(session, process_id, lent)
        manifest = session.scalar(select(Layout.manifest).where(Layout.process_id == process_id))
    chosen = layout.chosen_of(lent.ids, layout.MOST_CHOSEN)
    came, went = np.count_nonzero(chosen & ~before.laid), len(before.gone)
    if manifest is not None and came + went <= FEW * np.count_nonzero(chosen):
        spots, began = layout.placed(lent.short, before.known, before.spots), before.began
    else:
        found = layout.laid_out(lent.short, chosen, before.known, before.spots, seed=SEED)
        spots, began = found.spots, np.full((len(chosen), 2), np.nan)
        began[chosen] = found.began
        manifest = manifest_of(lent, began, warm=found.warm)
    _keep(process_id, lent, before, (spots, began))
    with db.transaction() as session:
        session.execute(delete(LayoutSpot).where(LayoutSpot.contribution_id.in_(before.gone)))
        session.execute(delete(Layout).where(Layout.process_id == process_id))
        session.add(
            Layout(
                process_id=process_id,
                at=now(),
                version=version,
                texts=len(lent.ids),
                manifest=manifest,
            )
        )


def before_of(session: Session, process_id: int, lent: Lent) -> Before:
    """Return where the texts that were lent lay, and which lay somewhere and are no longer."""
    rows = session.execute(
        select(
            LayoutSpot.contribution_id,
            LayoutSpot.x,
            LayoutSpot.y,
            LayoutSpot.began_x,
            LayoutSpot.began_y,
        ).where(LayoutSpot.process_id == process_id)
    ).all()
    place = {one: at for at, one in enumerate(lent.ids.tolist())}
    spots, began = (np.full((len(place), 2), np.nan) for _either in range(2))
    for row in rows:
        at = place.get(row.contribution_id)
        if at is not None:
            spots[at] = row.x, row.y
            if row.began_x is not None:
                began[at] = row.began_x, row.began_y
    gone = [row.contribution_id for row in rows if row.contribution_id not in place]
    return Before(~np.isnan(spots[:, 0]), ~np.isnan(began[:, 0]), spots, began, gone)


def _keep(process_id: int, lent: Lent, before: Before, now_there: tuple[Spots, Spots]) -> None:
    """Write the spots that are not as they were, a few at a time."""
    spots, began = now_there
    same = (spots == before.spots).all(axis=1)
    same &= ((began == before.began) | (np.isnan(began) & np.isnan(before.began))).all(axis=1)
    changed = np.flatnonzero(~same)
    for start in range(0, len(changed), AT_ONCE):
        some = changed[start : start + AT_ONCE]
        ids = lent.ids[some].tolist()
        with db.transaction() as session:
            session.execute(delete(LayoutSpot).where(LayoutSpot.contribution_id.in_(ids)))
            session.execute(
                insert(LayoutSpot),
                [
                    {
                        "process_id": process_id,
                        "contribution_id": one,
                        "x": x,
                        "y": y,
                        "began_x": None if np.isnan(began_x) else began_x,
                        "began_y": None if np.isnan(began_y) else began_y,
                    }
                    for one, (x, y), (began_x, began_y) in zip(
                        ids, spots[some].tolist(), began[some].tolist(), strict=True
                    )
                ],
            )


def manifest_of(lent: Lent, began: Spots, *, warm: bool) -> dict[str, Any]:
    """Return the inputs' head, counts, parameters, the programs' versions and the seed."""
    import scipy  # noqa: PLC0415 - beside the next
    import sklearn  # noqa: PLC0415 - 60 MB that placing the newest does not need

    programs = hashlib.sha256()
    for module in (embedding, layout, nearest):
        programs.update(Path(str(module.__file__)).read_bytes())
    return {
        "inputs": head_of(lent, began),
        "texts": len(lent.ids),
        "chosen": int(np.count_nonzero(~np.isnan(began[:, 0]))),
        "model": lent.model,
        "seed": SEED,
        "warm": warm,
        "directions": layout.DIRECTIONS,
        "perplexity": layout.PERPLEXITY,
        "neighbours": layout.NEIGHBOURS,
        "turns": layout.TURNS_FROM_BEFORE if warm else layout.TURNS_FROM_NOTHING,
        "code": programs.hexdigest(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "sklearn": sklearn.__version__,
    }


def head_of(lent: Lent, began: Spots) -> str:
    """Return the SHA-256 of everything that a layout follows from."""
    seal = hashlib.sha256(lent.ids.astype("<i8").tobytes())
    seal.update(np.ascontiguousarray(lent.short, dtype="<f4").tobytes())
    seal.update(began[~np.isnan(began[:, 0])].astype("<f8").tobytes())
    return seal.hexdigest()
