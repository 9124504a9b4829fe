"""The stored layouts found again, from the vectors as they are kept now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.kernel.db import db
from consult.layouts.models import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator


def verified() -> Iterator[tuple[bool, str]]:
    """Lay each consultation out again from where it began; say for each whether it is the same."""
    # As in the job: numpy and scikit-learn are loaded by whoever computes.
    import numpy as np  # noqa: PLC0415 - as said above

    from consult.analysis import layout  # noqa: PLC0415 - as said above
    from consult.layouts.laying import before_of, head_of  # noqa: PLC0415 - as said above
    from consult.meaning import lent_vectors  # noqa: PLC0415 - as said above

    for last in db.session.scalars(select(Layout).order_by(Layout.process_id)).all():
        name, known = f"Layout of consultation {last.process_id}", last.manifest
        lent = lent_vectors(last.process_id, layout.DIRECTIONS)
        if lent is None:
            yield False, f"{name}: the vectors that it stands on cannot be read."
            continue
        before = before_of(db.session, last.process_id, lent)
        if before.gone or head_of(lent, before.began) != known["inputs"]:
            yield True, f"{name}: something was said, changed or hidden since it was laid out."
            continue
        began = before.began[before.laid]
        again = layout.laid_from(
            lent.short, before.laid, began, warm=known["warm"], seed=known["seed"]
        )
        differ = int(np.count_nonzero((again.spots != before.spots).any(axis=1)))
        found = f"{differ} spots differ" if differ else "every spot is the same"
        yield not differ, f"{name}: {found}."
