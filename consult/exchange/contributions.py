"""Taking in one batch of contributions, in the transaction at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consult.contributions import (
    ArrivalDraft,
    Contribution,
    State,
    bring_up_to_date,
    hide,
    take_in,
)
from consult.exchange.known import Sorted, Tally, keep_changed, keep_new, known_as, sort
from consult.exchange.models import Kind
from consult.kernel.db import db
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.exchange.models import Import
    from consult.exchange.rows import Row
    from consult.exchange.vocabulary import Vocabulary


def sort_contributions(made: Import, rows: Sequence[Row]) -> Sorted:
    """Tell new contributions from known ones; this reads only."""
    system, kind = made.source_system, Kind.CONTRIBUTIONS
    return sort(made.id, known_as(system, kind, (row.source_id for row in rows)), rows)


def take_contributions(made: Import, vocabulary: Vocabulary, rows: Sequence[Row]) -> Tally:
    """Take in a batch: new rows come at once, changed ones one by one."""
    batch = sort_contributions(made, rows)
    vocabulary.grow([*batch.new, *(row for row, _before in batch.changed)])
    drafts = [_draft(made, vocabulary, row) for row in batch.new]
    ids = take_in(vocabulary.process_id, made.source_system, drafts)
    keep_new(made.id, made.source_system, Kind.CONTRIBUTIONS, batch.new, ids)
    tally = batch.tally
    tally.created += len(batch.new)
    for row, before in batch.changed:
        contribution = db.session.get_one(Contribution, before.contribution_id)
        if contribution.state is State.WITHDRAWN:
            tally.refusals.append((row.number, _("It was withdrawn here, and stays so.")))
            continue
        bring_up_to_date(contribution, _draft(made, vocabulary, row))
        if row.state in {State.HIDDEN, State.WITHDRAWN} and contribution.is_public:
            hide(contribution)
        keep_changed(made.id, row, before)
        if before.import_id == made.id:
            tally.created += 1
        else:
            tally.changed += 1
    return tally


def _draft(made: Import, vocabulary: Vocabulary, row: Row) -> ArrivalDraft:
    place, theme = vocabulary.place_of(row), vocabulary.theme_of(row)
    evidence: dict[str, Any] = {"import": made.id, "row": row.number, **row.evidence}
    # A name that this plan does not know is kept as it was said.
    if row.place and place is None:
        evidence["place"] = row.place
    if row.theme and theme is None:
        evidence["theme"] = row.theme
    return ArrivalDraft(
        source_id=row.source_id,
        title=row.title,
        source=row.source,
        body=row.body,
        language=row.language,
        channel=row.channel,
        state=row.state,
        submitted_at=row.said_at or made.made_at,
        municipality_id=place,
        theme_id=theme,
        evidence=evidence,
        stemmed=row.stemmed,
    )
