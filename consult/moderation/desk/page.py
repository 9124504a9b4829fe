"""The page of the desk: the queue, one thing open beside it, and all that is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template

from consult.docket import (
    alike_by_contribution,
    decided_on,
    following,
    head_of_queue,
    last_seen_of,
    matter_of,
    preceding,
    reasons_of,
    reports_on,
    subjects_with,
)
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import text
from consult.moderation.commands.decisions import NOT_DECIDED
from consult.moderation.desk.blueprint import around, choices_of
from consult.moderation.forms import HidingForm, RevisionForm, SeenForm, TransferForm
from consult.moderation.nearness import alike, nearest, theme_hints
from consult.moderation.policy import can_decide, can_give_back, can_transfer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.docket import Matter, Row, Subject
    from consult.kernel.forms import Form
    from consult.moderation.desk.blueprint import Desk

ORDER = ("before", "after")


def page(
    desk: Desk,
    subject: Subject | None,
    refused: Form | None = None,
    *,
    rows: Sequence[Row] | None = None,
) -> str:
    """Show the queue, and one thing open beside it; a refused form keeps what was typed.

    `rows` is the head of the queue, if it was read already.
    """
    if rows is None:
        rows = head_of_queue(desk.process, desk.reach, desk.sieve)
    seen = last_seen_of([(row.matter.kind, row.matter.subject_id) for row in rows])
    titles = {reason.code: text(reason.title) for reason in reasons_of(desk.process)}
    return render_template(
        "moderation/desk.html",
        rows=rows,
        seen=seen,
        choices=choices_of(desk),
        refused=refused,
        titles=titles,
        reasons=list(titles.items()),
        acting=ActionForm(),
        opened=subject,
        **(_opened(desk, subject, _known_of(subject, rows, seen), refused) if subject else {}),
        **around(desk),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the head of the queue tells of the thing that is open, if it stands there."""

    matter: Matter
    first: bool
    before: Subject | None
    after: Subject | None
    decided: bool


def _known_of(
    subject: Subject, rows: Sequence[Row], seen: Mapping[tuple[str, int], int]
) -> _Known | None:
    keys = [(row.matter.kind, row.matter.subject_id) for row in rows]
    own = (subject.kind.name, subject.id)
    if own not in keys:
        return None
    place = keys.index(own)
    return _Known(
        matter=rows[place].matter,
        first=place == 0,
        before=rows[place - 1].subject if place else None,
        after=rows[place + 1].subject if place + 1 < len(rows) else None,
        decided=own in seen,
    )


def _beside(
    desk: Desk, subject: Subject, matter: Matter | None, known: _Known | None
) -> tuple[Subject | None, Subject | None]:
    """Return what stands before and after a thing in the queue: asked only past what is known."""
    own, keys = (subject.kind.name, subject.id), dict[str, tuple[str, int] | None]()
    if matter and not (known and (known.first or known.before)):
        keys["before"] = preceding(desk.process, desk.reach, desk.sieve, matter)
    if not (known and known.after):
        keys["after"] = following(desk.process, desk.reach, desk.sieve, matter, around=False)
    found = subjects_with([key for key in keys.values() if key and key != own])
    before, after = (found.get(key) if (key := keys.get(name)) else None for name in ORDER)
    return (known.before or before, known.after or after) if known else (before, after)


def _opened(
    desk: Desk, subject: Subject, known: _Known | None, refused: Form | None
) -> dict[str, Any]:
    """Return what the page shows of the thing that is open."""
    matter = known.matter if known else matter_of(subject)
    decisions, look = decided_on(subject) if known is None or known.decided else ([], None)
    seen = {"seen": str(decisions[-1].id if decisions else NOT_DECIDED)}
    before, after = _beside(desk, subject, matter, known)
    near = nearest(subject) if subject.kind.name == "contribution" else []
    group = alike_by_contribution([subject.id], public_only=False).get(subject.id)
    grouped = frozenset(one.id for one in group.others) if group else frozenset()
    return {
        "alike": alike(near, grouped),
        "group": group if subject.kind.name == "contribution" else None,
        "theme_hints": theme_hints(subject, near),
        "matter": matter,
        "decisions": decisions,
        "look": look,
        "reports": [] if matter and not matter.reports else reports_on(subject),
        "following": after,
        "preceding": before,
        "verdict": can_decide(desk.person, subject, look),
        "can_give_back": can_give_back(subject),
        "can_transfer": can_transfer(subject),
        "publishing": SeenForm(formdata=None, data=seen),
        "hiding": _form(HidingForm, seen, refused),
        "revision": _form(RevisionForm, seen, refused),
        "transfer": _form(TransferForm, seen, refused),
    }


def _form(kind: type[SeenForm], seen: dict[str, str], refused: Form | None) -> SeenForm:
    """A form as it is first shown; or the refused one's words, on what is seen now."""
    form = kind(formdata=None, data=seen)
    if isinstance(refused, kind) and type(refused) is kind:
        for name in ("note", "body"):
            if name in form:
                form[name].data = refused[name].data
                form[name].errors = refused[name].errors
    return form
