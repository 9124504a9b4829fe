"""The double checks: what another moderator decided on, read again without seeing how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request

from consult.docket import agreement_in, get_check, open_checks, reasons_of, subjects_with
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.i18n import text
from consult.moderation.commands.checks import answer_check
from consult.moderation.commands.decisions import UnknownReasonError
from consult.moderation.desk.blueprint import Desk, around, at_the_desk, bp
from consult.moderation.forms import CheckForm
from consult.moderation.policy import can_check

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.docket import Check, Subject


@bp.get("/checks")
@open_to(SIGNED_IN)
def check_index(slug: str) -> ResponseReturnValue:
    """Open the first that this moderator may check."""
    desk = at_the_desk(slug)
    return _page(desk, CheckForm())


@bp.post("/checks/<int:check_id>")
@open_to(SIGNED_IN)
def check_update(slug: str, check_id: int) -> ResponseReturnValue:
    """Say what one would have decided, and go on to the next."""
    form = CheckForm()
    sound = form.validate_on_submit()
    desk = at_the_desk(slug)
    if sound:
        try:
            answer_check(desk.person, get_check(desk.process, check_id), form.hiding())
        except UnknownReasonError as refusal:
            form.show(refusal)
        else:
            return redirect(desk.url("check_index"), 303)
    return _page(desk, form), 422


def _page(desk: Desk, form: CheckForm) -> str:
    found = _first(desk)
    return render_template(
        "moderation/check.html",
        check=found[0] if found else None,
        opened=found[1] if found else None,
        form=form,
        agreed=agreement_in(desk.process),
        reasons=[(one.code, text(one.title)) for one in reasons_of(desk.process)],
        tried=request.method == "POST",
        **around(desk),
    )


def _first(desk: Desk) -> tuple[Check, Subject] | None:
    checks = open_checks(desk.process, desk.person)
    subjects = subjects_with([(one.decision.kind, one.decision.subject_id) for one in checks])
    for check in checks:
        subject = subjects.get((check.decision.kind, check.decision.subject_id))
        if subject is not None and can_check(desk.person, check, subject):
            return check, subject
    return None
