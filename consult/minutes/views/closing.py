"""Closing a session: a theme for each pile, then its cards become contributions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.i18n import _, ngettext
from consult.live import live_page
from consult.minutes.forms import ClosingForm, theme_choices
from consult.minutes.passing import count_left, count_passed, pass_on_cards
from consult.minutes.policy import can_close
from consult.minutes.views.entering import desk_of
from consult.tables import topic_of
from consult.taxonomy import themes_of
from consult.wall import wall_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint(
    "minutes_closing",
    __name__,
    url_prefix="/processes/<slug>/desk/tables/<code>/sessions/<int:number>/closing",
)


@bp.get("")
@open_to(SIGNED_IN)
def show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show what closing does, and ask under which theme each pile goes on."""
    at = desk_of(slug, code, number)
    live = live_page(topic_of(at.session))
    verdict = can_close(at.person, at.session)
    return render_template(
        "minutes/closing.html",
        at=at,
        process=at.process,
        session=at.session,
        verdict=verdict,
        wall=wall_of(at.session),
        left=count_left(at.session),
        passed=count_passed(at.session),
        live=live,
        themes=theme_choices(themes_of(at.process.cycle)),
        form=ClosingForm(formdata=None),
    )


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Close the session."""
    sound = ClosingForm().validate_on_submit()
    at = desk_of(slug, code, number)
    if sound:
        themes = ClosingForm.themes_from(request.form, themes_of(at.process.cycle))
        passed = pass_on_cards(at.person, at.session, themes)
        if passed:
            flash(
                ngettext(
                    "%(num)s card waits for the moderators now.",
                    "%(num)s cards wait for the moderators now.",
                    passed,
                ),
                "success",
            )
        if count_left(at.session):
            flash(_("The rest follows within a minute."), "success")
    return redirect(at.url("minutes_closing.show"), 303)
