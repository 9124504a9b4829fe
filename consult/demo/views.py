"""Pages that only the demo has: its cast, and the mail it would have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from consult.accounts import browser_at_the_door, current_person, local_path
from consult.demo.commands import become
from consult.demo.forms import CastForm
from consult.demo.letters import paragraphs_of
from consult.demo.queries import get_letter, letters, world_at_hand
from consult.demo.starts import start_of
from consult.kernel.access import DEMO_ONLY, open_to
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.get("/cast")
@open_to(DEMO_ONLY, query=("next",))
def cast_index() -> ResponseReturnValue:
    """Show who one can become, what each does, and where to begin."""
    return _cast_page(local_path(request.args.get("next")))


@bp.post("/cast")
@open_to(DEMO_ONLY)
def cast_create() -> ResponseReturnValue:
    """Become one of the cast, and go back to the page one was on."""
    world = world_at_hand()
    form = CastForm.sent(world.cast if world else ())
    next_path = local_path(form.next.data)
    if not form.validate_on_submit():
        return _cast_page(next_path, form), 422
    opened = become(str(form.who.data), browser_at_the_door())
    flash(_("Now you are %(name)s.", name=opened.person.name), "success")
    return redirect(next_path, 303)


def _cast_page(next_path: str, sent: CastForm | None = None) -> str:
    world = world_at_hand()
    cast = world.cast if world else ()
    person = current_person()
    return render_template(
        "demo/cast_index.html",
        cast=[(player, start_of(player, world)) for player in cast] if world else [],
        form=sent or CastForm.blank(cast, next_path),
        now=person.email if person else "",
    )


@bp.get("/mail")
@open_to(DEMO_ONLY, query=("after",))
def mail_index() -> ResponseReturnValue:
    """List the letters that would have been sent, the newest first."""
    return render_template("demo/mail_index.html", page=letters(after=request.args.get("after")))


@bp.get("/mail/<int:letter_id>")
@open_to(DEMO_ONLY)
def mail_show(letter_id: int) -> ResponseReturnValue:
    """Open one letter."""
    letter = get_letter(letter_id)
    return render_template(
        "demo/mail_show.html", letter=letter, paragraphs=paragraphs_of(letter.body)
    )
