"""The planners' desk of formal choices: arranging, changing until the first vote, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.accounts import Person, signed_in_person
from consult.arranging.forms import ELECTORATES, WithdrawalForm, filled_rules_form, rules_form
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError, NotAllowedError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.instants import database_now
from consult.kernel.policy import require
from consult.processes import (
    Activity,
    Process,
    clock_name,
    clock_words,
    foreseen_words,
    get_process,
    is_foreseen,
    process_desks,
    roles_of,
)
from consult.voting import (
    arrange_choice,
    can_arrange,
    can_open_choices,
    can_rearrange,
    can_withdraw_choice,
    choices_in,
    get_choice,
    has_ballots,
    is_voting_open,
    option_urls,
    options_gone,
    rearrange_choice,
    votables,
    withdraw_choice,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from consult.arranging.forms import RulesForm
    from consult.kernel.i18n import Words
    from consult.voting import Choice, Votable

bp = Blueprint("arranging", __name__, url_prefix="/processes/<slug>/desk/choices")


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the votes."""
    person, process = _at_the_desk(slug)
    return render_template("arranging/index.html", **_around(person, process))


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask for the rules of a vote."""
    person, process = _at_the_desk(slug)
    return _new_page(person, process, filled_rules_form(process, _offered(process)))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Arrange the vote."""
    person, process = _at_the_desk(slug)
    offered = _offered(process)
    form = rules_form(process, offered)
    if form.validate_on_submit():
        try:
            choice = arrange_choice(person, process, form.draft(process, offered))
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("The vote is arranged: everyone reads when it opens."), "success")
            return _back_to(slug, choice.id)
    return _new_page(person, process, form), 422


@bp.get("/<int:choice_id>")
@open_to(SIGNED_IN)
def show(slug: str, choice_id: int) -> ResponseReturnValue:
    """Show the rules of a vote, and whether they can still be changed."""
    person, process = _at_the_desk(slug)
    return _page(person, process, get_choice(process, choice_id), WithdrawalForm(formdata=None))


@bp.get("/<int:choice_id>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, choice_id: int) -> ResponseReturnValue:
    """Show the rules to change them, or why they stay."""
    person, process = _at_the_desk(slug)
    choice = get_choice(process, choice_id)
    form = filled_rules_form(process, _offered(process), choice)
    return _edit_page(person, process, choice, form)


@bp.post("/<int:choice_id>")
@open_to(SIGNED_IN)
def update(slug: str, choice_id: int) -> ResponseReturnValue:
    """Keep the changed rules; what cannot be kept comes back with what was typed."""
    person, process = _at_the_desk(slug)
    choice, offered = get_choice(process, choice_id), _offered(process)
    form, status = rules_form(process, offered, choice), 422
    if form.validate_on_submit():
        try:
            rearrange_choice(person, choice, form.draft(process, offered), form.version_seen())
        except ConflictError as conflict:
            saved = {"title": choice.title, "note": choice.note}
            form.show_conflict(conflict, saved, choice.version)
            status = 409
        except NotAllowedError as refusal:
            form.show(refusal)
            status = 403
        except RefusedError as refusal:
            _show(form, refusal, process)
        else:
            flash(_("Saved."), "success")
            return _back_to(slug, choice_id)
    return _edit_page(person, process, choice, form), status


@bp.post("/<int:choice_id>/withdrawal")
@open_to(SIGNED_IN)
def withdrawal_create(slug: str, choice_id: int) -> ResponseReturnValue:
    """Take a vote back before it opens."""
    person, process = _at_the_desk(slug)
    form = WithdrawalForm()
    sound = form.validate_on_submit()
    choice = get_choice(process, choice_id)
    if sound:
        if not choice.is_withdrawn:  # a second press of the same button changes nothing
            withdraw_choice(person, choice, form.because.data or "")
            flash(_("The vote is withdrawn: everyone reads why."), "success")
        return _back_to(slug, choice_id)
    return _page(person, process, choice, form), 422


def _at_the_desk(slug: str) -> tuple[Person, Process]:
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_open_choices(person, process))
    return person, process


def _offered(process: Process) -> Sequence[Votable]:
    return votables.fill([process])[process.id]


def _back_to(slug: str, choice_id: int) -> ResponseReturnValue:
    return redirect(url_for("arranging.show", slug=slug, choice_id=choice_id), 303)


def _show(form: RulesForm, refusal: RefusedError, process: Process) -> None:
    """Put a refusal about a text beside its first language."""
    if refusal.field == "title":
        refusal.field = f"title_{process.languages[0]}"
    form.show(refusal)


def _new_page(person: Person, process: Process, form: RulesForm) -> str:
    return render_template(
        "arranging/new.html",
        may_arrange=can_arrange(person, process),
        **_asking(process, form),
        **_around(person, process),
    )


def _edit_page(person: Person, process: Process, choice: Choice, form: RulesForm) -> str:
    at = database_now()
    return render_template(
        "arranging/edit.html",
        choice=choice,
        may_change=can_rearrange(person, process, choice, at, ballots=has_ballots(choice)),
        electorates=ELECTORATES,
        **_asking(process, form),
        **_around(person, process),
    )


def _page(person: Person, process: Process, choice: Choice, form: WithdrawalForm) -> str:
    at = database_now()
    return render_template(
        "arranging/show.html",
        choice=choice,
        form=form,
        opened=is_voting_open(process, choice, at),
        may_change=can_rearrange(person, process, choice, at, ballots=has_ballots(choice)),
        may_withdraw=can_withdraw_choice(person, process, choice, at),
        outside=_outside(process, choice, at),
        electorates=ELECTORATES,
        urls=option_urls.fill(choice.options),
        gone=options_gone.fill(choice.options),
        clock=clock_words(process.time_zone),
        clock_name=clock_name(choice.opens_at, process.time_zone),
        **_around(person, process),
    )


def _outside(process: Process, choice: Choice, at: datetime) -> Words:
    """When phases open votes, if they leave out some of the time that is still to come."""
    if choice.is_withdrawn or choice.is_over(at):
        return ""
    since = max(choice.opens_at, at)
    return is_foreseen(process, Activity.CHOOSE, since, choice.closes_at).reason


def _asking(process: Process, form: RulesForm) -> dict[str, Any]:
    """What the form of the rules needs beside itself: its clock, and its options kind by kind."""
    kinds: dict[str, list[str]] = {}
    for one in _offered(process):
        kinds.setdefault(str(one.kind_words), []).append(one.key)
    return {
        "form": form,
        "kinds": kinds,
        "foreseen": foreseen_words(process, Activity.CHOOSE),
        "clock": clock_words(process.time_zone),
        "clock_name": clock_name(database_now(), process.time_zone),
    }


def _around(person: Person, process: Process) -> dict[str, Any]:
    roles, at = roles_of(person, process), database_now()
    return {
        "process": process,
        "choices": [(one, is_voting_open(process, one, at)) for one in choices_in(process)],
        "desks": [one for one in process_desks.fill([process])[process.id] if one.roles & roles],
        "desk_url": url_for("arranging.index", slug=process.slug),
    }
