"""Desk pages of a project's life: before everyone, accepted, set aside, joined, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for

from consult.accounts import Person
from consult.drafting.desk.blueprint import around, at_the_desk, bp
from consult.drafting.forms import AcceptanceForm, JoiningForm, ReopeningForm, SettingAsideForm
from consult.ideamap import zones_heard
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm, Form
from consult.kernel.i18n import _
from consult.processes import Process
from consult.projects import (
    SECTIONS,
    STATES,
    CandidateProject,
    NoReasonError,
    NotJoinableError,
    accept,
    can_accept,
    can_join,
    can_make_candidate,
    can_reopen,
    can_set_aside,
    count_public_origins,
    get_project,
    is_under_way,
    join_into,
    line_of,
    make_candidate,
    origins_of,
    other_platforms,
    parts_of,
    places_behind,
    projects_in,
    projects_with,
    reopen,
    set_aside,
    states_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue


@bp.post("/<code>/candidacy")
@open_to(SIGNED_IN)
def candidacy_create(slug: str, code: str) -> ResponseReturnValue:
    """Put a project before everyone."""
    if ActionForm().validate_on_submit():
        person, process = at_the_desk(slug)
        make_candidate(person, process, get_project(process, code, person))
        flash(
            _("It is a candidate project: everyone can read it, its authors are told."), "success"
        )
    return redirect(url_for("drafting.show", slug=slug, code=code), 303)


@bp.post("/<code>/acceptance")
@open_to(SIGNED_IN)
def acceptance_create(slug: str, code: str) -> ResponseReturnValue:
    """Take a project into the proposed plan."""
    form = AcceptanceForm()

    def do(person: Person, process: Process, project: CandidateProject) -> None:
        accept(person, process, project, form.note.data or "")

    return _step(slug, code, form, do, _("Accepted. Its authors are told."))


@bp.post("/<code>/setting-aside")
@open_to(SIGNED_IN)
def setting_aside_create(slug: str, code: str) -> ResponseReturnValue:
    """Set a project aside, with a reason that everyone reads."""
    form = SettingAsideForm()

    def do(person: Person, process: Process, project: CandidateProject) -> None:
        set_aside(person, process, project, form.reason.data or "")

    return _step(slug, code, form, do, _("Set aside. Everyone can read why."))


@bp.post("/<code>/joining")
@open_to(SIGNED_IN)
def joining_create(slug: str, code: str) -> ResponseReturnValue:
    """Let a project go on in another, with a reason that everyone reads."""
    form = JoiningForm()
    form.choose_from(_joinable(at_the_desk(slug)[1], code))

    def do(person: Person, process: Process, project: CandidateProject) -> None:
        try:
            into = get_project(process, form.into.data, person)
        except NotFoundError as missing:
            raise NotJoinableError(missing.message, field="into") from missing
        join_into(person, process, project, into, form.why.data or "")

    return _step(slug, code, form, do, _("Joined. Its voices follow it there."))


@bp.post("/<code>/reopening")
@open_to(SIGNED_IN)
def reopening_create(slug: str, code: str) -> ResponseReturnValue:
    """Take an acceptance or a joining back, with a reason that everyone reads."""
    form = ReopeningForm()

    def do(person: Person, process: Process, project: CandidateProject) -> None:
        reopen(person, process, project, form.back.data or "")

    return _step(slug, code, form, do, _("Taken back: it is a candidate project again."))


def _step(
    slug: str,
    code: str,
    form: Form,
    do: Callable[[Person, Process, CandidateProject], None],
    done: str,
) -> ResponseReturnValue:
    """Take one step in a project's life, or show the sheet again with what is missing."""
    sound = form.validate_on_submit()
    person, process = at_the_desk(slug)
    if sound:
        try:
            do(person, process, get_project(process, code, person))
        except (NoReasonError, NotJoinableError) as refusal:
            form.show(_beside(form, refusal))
        else:
            flash(done, "success")
            return redirect(url_for("drafting.show", slug=slug, code=code), 303)
    return sheet_page(person, process, get_project(process, code, person), form), 422


def _beside(form: Form, refusal: RefusedError) -> RefusedError:
    """Put a missing reason beside the words that this form asks it in."""
    asked = next((name for name in ("reason", "why", "back") if name in form), None)
    return NoReasonError(refusal.message, field=asked) if refusal.field == "reason" else refusal


def _joinable(process: Process, code: str) -> list[CandidateProject]:
    """The projects that another can go on in: all that are under way, but for itself."""
    return [one for one in projects_in(process) if is_under_way(one) and one.code != code.upper()]


def sheet_page(
    person: Person, process: Process, project: CandidateProject, wrong: Form | None = None
) -> str:
    """Show one project at the desk; a step that was refused comes back as it was typed."""
    forms: dict[str, Form] = {
        kind.__name__: wrong if isinstance(wrong, kind) else kind(formdata=None)
        for kind in (AcceptanceForm, SettingAsideForm, JoiningForm, ReopeningForm)
    }
    joining = forms["JoiningForm"]
    if isinstance(joining, JoiningForm) and joining is not wrong:
        joining.choose_from(_joinable(process, project.code))
    onward = line_of([project.id])[project.id]
    origins = origins_of(project, hidden=True)
    heard = zones_heard(process, places_behind([project.id])[project.id])
    return render_template(
        "drafting/show.html",
        project=project,
        others=other_platforms([project.id])[project.id],
        origins=origins,
        parts=parts_of(project, []),
        silent=[one.zone for one in heard if not one.contributions],
        acts=states_of([project.id])[project.id],
        into=list(projects_with(one.into_id for one in onward[-1:]).values()),
        may_become_candidate=can_make_candidate(
            person, process, project, count_public_origins(project), now()
        ),
        may_accept=can_accept(person, process, project),
        may_set_aside=can_set_aside(person, process, project),
        may_join=can_join(person, process, project),
        may_reopen=can_reopen(person, process, project),
        acceptance=forms["AcceptanceForm"],
        setting_aside=forms["SettingAsideForm"],
        joining=joining,
        reopening=forms["ReopeningForm"],
        action=ActionForm(),
        sections=SECTIONS,
        states=STATES,
        **around(person, process),
    )
