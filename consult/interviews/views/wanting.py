"""The desk's page of whom to hear, over zones and kinds of body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from consult.guides import at_the_desk
from consult.interviews.commands import want_people
from consult.interviews.models import BodyKind
from consult.interviews.queries import hearing_of, zones_in
from consult.interviews.views.desk import around, bp
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MOST_DIGITS = 4


@bp.get("/hearing")
@open_to(SIGNED_IN)
def hearing_edit(slug: str) -> ResponseReturnValue:
    """Show whom to hear, over zones and kinds of body."""
    person, process = at_the_desk(slug)
    return render_template(
        "interviews/hearing.html",
        zones=zones_in(process),
        hearing=hearing_of(process),
        action=ActionForm(formdata=None),
        **around(person, process),
    )


@bp.post("/hearing")
@open_to(SIGNED_IN)
def hearing_update(slug: str) -> ResponseReturnValue:
    """Keep whom to hear."""
    sound = ActionForm().validate_on_submit()
    person, process = at_the_desk(slug)
    if sound:
        wanted = {
            (zone.id, kind): _people(request.form.get(f"{zone.code}:{kind.value}", ""))
            for zone in zones_in(process)
            for kind in BodyKind
        }
        want_people(person, process, wanted)
        flash(_("Saved."), "success")
    return redirect(url_for("interviews.hearing_edit", slug=slug), 303)


def _people(typed: str) -> int:
    """How many were typed; what is no number is refused by the command."""
    said = typed.strip()
    if not said:
        return 0
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS else -1
