"""Pages of letters: how often, following an idea, and stopping from a letter."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.accounts import signed_in_person
from consult.contributions import get_contribution
from consult.ideas import idea_url
from consult.kernel import limits
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.db import db
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.notifications.commands import choose_pace, follow, unfollow
from consult.notifications.forms import PaceForm
from consult.notifications.models import Pace
from consult.notifications.queries import pace_of
from consult.notifications.tokens import person_of
from consult.processes import get_process

bp = Blueprint("notifications", __name__)

PRESSES, IN_TIME = 60, timedelta(minutes=1)


@bp.get("/account/letters")
@open_to(SIGNED_IN)
def edit() -> ResponseReturnValue:
    """Show how often we write to the person."""
    form = PaceForm(data={"pace": pace_of(signed_in_person()).value})
    return render_template("notifications/edit.html", form=form)


@bp.post("/account/letters")
@open_to(SIGNED_IN)
def update() -> ResponseReturnValue:
    """Keep how often they want it."""
    form = PaceForm()
    if form.validate_on_submit():
        choose_pace(signed_in_person(), form.chosen())
        flash(_("Saved."), "success")
        return redirect(url_for("notifications.edit"), 303)
    return render_template("notifications/edit.html", form=form), 422


@bp.post("/processes/<slug>/ideas/<code>/follow")
@open_to(SIGNED_IN)
def follow_create(slug: str, code: str) -> ResponseReturnValue:
    """Hear what becomes of an idea."""
    return _press(slug, code, following=True)


@bp.post("/processes/<slug>/ideas/<code>/follow/delete")
@open_to(SIGNED_IN)
def follow_delete(slug: str, code: str) -> ResponseReturnValue:
    """Hear no more of it."""
    return _press(slug, code, following=False)


@bp.get("/letters/stop/<token>")
@open_to(EVERYONE, kept=False)
def stop_new(token: str) -> ResponseReturnValue:
    """Show the button: a link that a mail reader opens by itself stops nothing."""
    person = person_of(token)
    stopped = pace_of(person) is Pace.NEVER
    return render_template("notifications/stop_new.html", token=token, stopped=stopped)


@bp.post("/letters/stop/<token>")
@open_to(EVERYONE)
def stop_create(token: str) -> ResponseReturnValue:
    """Stop a person's letters, whoever presses: a reader of the letter, or their mail (RFC 8058).

    Mail programs bring neither cookie nor CSRF token: the signed token in the address is proof.
    """
    db.begin_write()
    choose_pace(person_of(token), Pace.NEVER)
    return redirect(url_for("notifications.stop_new", token=token), 303)


def _press(slug: str, code: str, *, following: bool) -> ResponseReturnValue:
    person = signed_in_person()
    limits.allow("notifications.follow", str(person.id), burst=PRESSES, per=IN_TIME)
    sound = ActionForm().validate_on_submit()
    idea = get_contribution(get_process(slug, person), code, person)
    if sound:
        (follow if following else unfollow)(person, idea)
    return redirect(f"{idea_url(idea, slug)}#follow", 303)
