"""Taking in one batch of comments, in the transaction at hand: two levels, deeper ones raised."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from consult.contributions import State as ContributionState
from consult.discussion import ArrivedComment, Comment, State, hide_comment, reword, take_in
from consult.exchange.known import Tally, keep_changed, keep_new, known_as, sort
from consult.exchange.models import ImportedThing, Kind
from consult.kernel.db import db
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.exchange.models import Import
    from consult.exchange.rows import Row

_STATES = {
    ContributionState.PUBLISHED: State.PUBLISHED,
    ContributionState.HIDDEN: State.HIDDEN,
    ContributionState.WITHDRAWN: State.WITHDRAWN,
}


@dataclass(slots=True)
class CommentBatch:
    """What came of a batch of comments; those that answer one still to come are left over."""

    tally: Tally
    left: list[Row] = field(default_factory=list)


def take_comments(made: Import, rows: Sequence[Row], *, last: bool) -> CommentBatch:
    """Take in a batch; at the `last`, what answers a comment that never came is refused."""
    known = known_as(made.source_system, Kind.COMMENTS, (row.source_id for row in rows))
    sorted_ = sort(made.id, known, rows)
    batch = CommentBatch(sorted_.tally)
    about = about_of(made, rows)
    for row, before in sorted_.changed:
        _change(made, row, before, batch.tally)
    to_come = list(sorted_.new)
    while to_come:
        answered = answered_by(made, to_come)
        ready = [row for row in to_come if not row.answers or row.answers in answered]
        if not ready:
            break
        _take(made, ready, about, answered, batch.tally)
        taken = {row.source_id for row in ready}
        to_come = [row for row in to_come if row.source_id not in taken]
    if last:
        batch.tally.refusals += [(row.number, never_came()) for row in to_come]
    else:
        batch.left = to_come
    return batch


def _take(
    made: Import,
    rows: Sequence[Row],
    about: Mapping[str, int],
    answered: Mapping[str, Comment],
    tally: Tally,
) -> None:
    """Take in comments whose contribution and parent are known, or say why not."""
    drafts, taken = [], []
    for row in rows:
        contribution_id = about.get(row.about)
        parent = answered.get(row.answers) if row.answers else None
        reason = _objection(row, contribution_id, parent)
        if contribution_id is None or reason:
            tally.refusals.append((row.number, reason))
            continue
        drafts.append(_draft(made, row, contribution_id, parent))
        taken.append(row)
    ids = take_in(drafts)
    named = {row.source_id: id_ for row, id_ in zip(taken, ids, strict=True)}
    keep_new(made.id, made.source_system, Kind.COMMENTS, taken, named)
    tally.created += len(taken)


def _objection(row: Row, contribution_id: int | None, parent: Comment | None) -> str:
    if contribution_id is None:
        return not_here(row)
    if parent is not None and parent.contribution_id != contribution_id:
        return _("It answers a comment on another contribution.")
    return ""


def not_here(row: Row) -> str:
    """Say that a comment is about nothing that we know."""
    return _(
        "It is about contribution %(name)s, which is not here: import contributions first.",
        name=row.about[:40],
    )


def never_came() -> str:
    """Say that a comment answers one that nobody knows."""
    return _("It answers a comment that is not in the file.")


def _draft(made: Import, row: Row, contribution_id: int, parent: Comment | None) -> ArrivedComment:
    evidence: dict[str, Any] = {"import": made.id, "row": row.number, **row.evidence}
    if parent is not None and parent.parent_id is not None:
        # Ours are two levels deep: it stands beside what it answers, and says so.
        evidence["raised"] = True
    return ArrivedComment(
        contribution_id=contribution_id,
        parent_id=None if parent is None else parent.parent_id or parent.id,
        source=row.source,
        body=row.body,
        language=row.language,
        state=_STATES.get(row.state, State.WAITING),
        written_at=row.said_at or made.made_at,
        evidence=evidence,
    )


def about_of(made: Import, rows: Sequence[Row]) -> dict[str, int]:
    """Return the contributions that comments are about and that are here, by their names there."""
    known = known_as(made.source_system, Kind.CONTRIBUTIONS, (row.about for row in rows))
    return {name: one.contribution_id for name, one in known.items() if one.contribution_id}


def answered_by(made: Import, rows: Sequence[Row]) -> dict[str, Comment]:
    """Return the comments that these answer and that are here by now, by their names there."""
    names = {row.answers for row in rows if row.answers}
    if not names:
        return {}
    query = (
        select(ImportedThing.source_id, Comment)
        .join(Comment, Comment.id == ImportedThing.comment_id)
        .where(
            ImportedThing.source_system == made.source_system,
            ImportedThing.kind == Kind.COMMENTS,
            ImportedThing.source_id.in_(sorted(names)),
        )
    )
    return dict(db.session.execute(query).all())


def _change(made: Import, row: Row, before: ImportedThing, tally: Tally) -> None:
    comment = db.session.get_one(Comment, before.comment_id)
    if comment.state is State.WITHDRAWN:
        tally.refusals.append((row.number, _("It was withdrawn here, and stays so.")))
        return
    draft = _draft(made, row, comment.contribution_id, None)
    raised = {"raised": True} if (comment.evidence or {}).get("raised") else {}
    reword(comment, replace(draft, evidence={**draft.evidence, **raised}))
    if row.state in {ContributionState.HIDDEN, ContributionState.WITHDRAWN} and comment.is_public:
        hide_comment(comment)
    keep_changed(made.id, row, before)
    if before.import_id == made.id:
        tally.created += 1
    else:
        tally.changed += 1
