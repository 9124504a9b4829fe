"""Pages where a person says who they are: once on arrival, then whenever they like."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.accounts.commands import introduce
from consult.accounts.fates import PERSON_COLUMNS
from consult.accounts.forms import ProfileForm
from consult.accounts.models import Person
from consult.accounts.paths import local_path
from consult.accounts.presence import signed_in_person
from consult.accounts.slots import my_voice, what_waits
from consult.accounts.views.blueprint import bp
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.territory import home_territory, municipalities_on, today


@bp.get("/account/welcome")
@open_to(SIGNED_IN, query=("next",))
def welcome_new() -> ResponseReturnValue:
    """Ask a newcomer for their name and, if they like, for the rest."""
    person, next_path = signed_in_person(), local_path(request.args.get("next"))
    if person.welcomed:
        return redirect(next_path, 303)
    return _welcome(ProfileForm.of(person), next_path)


@bp.post("/account/welcome")
@open_to(SIGNED_IN, query=("next",))
def welcome_create() -> ResponseReturnValue:
    """Keep what the newcomer said, and take them where they were going."""
    form, next_path = ProfileForm(), local_path(request.args.get("next"))
    if form.validate_on_submit() and _introduced(signed_in_person(), form):
        flash(_("Welcome, %(name)s.", name=signed_in_person().name), "success")
        return _in_their_language(next_path, form)
    return _welcome(form, next_path), 422


@bp.get("/account")
@open_to(SIGNED_IN)
def account_edit() -> ResponseReturnValue:
    """Show what the person said of themselves, what they said of the plan, what is kept and why."""
    person = signed_in_person()
    return _account(person, ProfileForm.of(person))


@bp.post("/account")
@open_to(SIGNED_IN)
def account_update() -> ResponseReturnValue:
    """Keep what the person says now."""
    form = ProfileForm()
    if form.validate_on_submit() and _introduced(signed_in_person(), form):
        flash(_("Saved."), "success")
        return _in_their_language(url_for("accounts.account_edit"), form)
    return _account(signed_in_person(), form), 422


def _introduced(person: Person, form: ProfileForm) -> bool:
    try:
        introduce(person, form.profile())
    except RefusedError as refusal:
        form.show(refusal)
        return False
    return True


def _in_their_language(path: str, form: ProfileForm) -> ResponseReturnValue:
    """Go on in the language just chosen, which the browser then remembers."""
    mark = "&" if "?" in path else "?"
    before, hash_mark, fragment = path.partition("#")
    return redirect(f"{before}{mark}lang={form.language.data}{hash_mark}{fragment}", 303)


def _welcome(form: ProfileForm, next_path: str) -> str:
    return render_template(
        "accounts/welcome_new.html", form=form, next_path=next_path, places=_places()
    )


def _account(person: Person, form: ProfileForm) -> str:
    return render_template(
        "accounts/account_edit.html",
        form=form,
        places=_places(),
        own_things=my_voice.fill([person])[person.id],
        waiting_things=what_waits.fill([person])[person.id],
        purposes=[one for one in PERSON_COLUMNS["person"].values() if one.exported],
    )


def _places() -> list[str]:
    """Return the names that the field for the municipality suggests."""
    return [place.name for place in municipalities_on(home_territory(), today())]
