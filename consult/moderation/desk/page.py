"""The page of the desk: the queue, one thing open beside it, and all that is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template

from consult.docket import (
    alike_by_contribution,
    decisions_on,
    following,
    head_of_queue,
    last_seen_of,
    matter_of,
    preceding,
    reasons_of,
    reports_on,
    second_look_at,
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
    from consult.docket import Subject
    from consult.kernel.forms import Form
    from consult.moderation.desk.blueprint import Desk


def page(desk: Desk, subject: Subject | None, refused: Form | None = None) -> str:
    """Show the queue, and one thing open beside it; a refused form keeps what was typed."""
    rows = head_of_queue(desk.process, desk.reach, desk.sieve)
    titles = {reason.code: text(reason.title) for reason in reasons_of(desk.process)}
    return render_template(
        "moderation/desk.html",
        rows=rows,
        seen=last_seen_of([(row.matter.kind, row.matter.subject_id) for row in rows]),
        choices=choices_of(desk),
        refused=refused,
        titles=titles,
        reasons=list(titles.items()),
        acting=ActionForm(),
        opened=subject,
        **(_opened(desk, subject, refused) if subject else {}),
        **around(desk),
    )


def _opened(desk: Desk, subject: Subject, refused: Form | None) -> dict[str, Any]:
    """Return what the page shows of the thing that is open."""
    decisions, matter = decisions_on(subject), matter_of(subject)
    look = second_look_at(subject)
    seen = {"seen": str(decisions[-1].id if decisions else NOT_DECIDED)}
    after = following(desk.process, desk.reach, desk.sieve, matter, around=False)
    before = preceding(desk.process, desk.reach, desk.sieve, matter) if matter else None
    own = (subject.kind.name, subject.id)
    beside = subjects_with([key for key in (after, before) if key and key != own])
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
        "reports": reports_on(subject),
        "following": beside.get(after) if after else None,
        "preceding": beside.get(before) if before else None,
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
