"""The desk of interviews: the list, who is missing, one interview and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template

from consult.guides import (
    at_the_desk,
    chapters_of,
    consent_text_of,
    guide_version_of,
    silence_words,
)
from consult.interviews.commands import (
    LINK_DAYS,
    change_interview,
    count_presence,
    hold_interview,
    plan_interview,
)
from consult.interviews.forms import (
    FileForm,
    HoldingForm,
    InterviewForm,
    LinkForm,
    PresenceForm,
    ReasonForm,
    answers_form,
    interview_form,
    purpose_fields,
)
from consult.interviews.models import InterviewKind
from consult.interviews.policy import (
    can_change_interview,
    can_keep_audio,
    can_plan_interviews,
    can_record_consent,
    can_withdraw,
    may_quote,
)
from consult.interviews.queries import (
    files_of,
    hearing_of,
    link_of,
    number_of,
    presence_at,
    such_people_of,
    zones_in,
)
from consult.interviews.slots import interview_steps
from consult.interviews.tokens import link_to, token_of
from consult.interviews.views.desk import (
    around,
    at_the_interview,
    bp,
    own_zone,
    to_interview,
)
from consult.interviews.words import FILE_KINDS, METHODS, PURPOSES
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, text
from consult.kernel.policy import require
from consult.processes import typed_moment, wall_clock
from consult.taxonomy import territory_of
from consult.territory import municipalities_on, today

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews.models import Interview
    from consult.processes import Process


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the interviews, and show who is missing over zones and kinds of body."""
    person, process = at_the_desk(slug)
    return render_template(
        "interviews/index.html",
        zones=zones_in(process),
        hearing=hearing_of(process),
        consent=consent_text_of(process),
        quotes=may_quote,
        **around(person, process),
    )


@bp.get("/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask who is to be heard."""
    person, process = at_the_desk(slug)
    require(can_plan_interviews(person, process, own_zone(person, process)))
    return _edit_page(person, process, interview_form(process))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Plan the interview."""
    person, process = at_the_desk(slug)
    form = interview_form(process)
    if form.validate_on_submit():
        person, process = at_the_desk(slug)  # what was read before is read anew
        try:
            interview = plan_interview(person, process, form.draft(process))
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Planned. Ask for consent by a private link or on paper."), "success")
            return to_interview(interview)
    return _edit_page(person, process, form), 422


@bp.get("/<code>")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show an interview: who, consent, files, link, and what became of its words."""
    person, interview = at_the_interview(slug, code)
    return interview_page(person, interview)


@bp.get("/<code>/edit")
@open_to(SIGNED_IN)
def edit(slug: str, code: str) -> ResponseReturnValue:
    """Show what is known of an interview, to be changed."""
    person, interview = at_the_interview(slug, code)
    require(can_change_interview(person, interview))
    form = interview_form(interview.process, interview)
    return _edit_page(person, interview.process, form, interview)


@bp.post("/<code>")
@open_to(SIGNED_IN)
def update(slug: str, code: str) -> ResponseReturnValue:
    """Keep what is known of an interview; the second of two editors loses nothing."""
    person, interview = at_the_interview(slug, code)
    form, status = interview_form(interview.process, interview), 422
    if form.validate_on_submit():
        person, interview = at_the_interview(slug, code)
        try:
            draft = form.draft(interview.process)
            change_interview(person, interview, draft, form.version_seen())
        except ConflictError as conflict:
            form.show_conflict(conflict, {}, interview.version)
            status = 409
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return to_interview(interview)
    return _edit_page(person, interview.process, form, interview), status


@bp.post("/<code>/holding")
@open_to(SIGNED_IN)
def holding_create(slug: str, code: str) -> ResponseReturnValue:
    """Say when it was held."""
    form = HoldingForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        try:
            zone = interview.process.time_zone
            hold_interview(person, interview, typed_moment(form.held_at.data, zone, "held_at"))
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return to_interview(interview)
    return interview_page(person, interview, holding=form), 422


@bp.post("/<code>/presence")
@open_to(SIGNED_IN)
def presence_create(slug: str, code: str) -> ResponseReturnValue:
    """Say who was at a meeting, by role."""
    form = PresenceForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if sound:
        try:
            count_presence(person, interview, form.counted())
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return to_interview(interview, "#presence")
    return interview_page(person, interview, presence=form), 422


def interview_page(person: Person, interview: Interview, **forms: Any) -> str:
    """Return the page of an interview, with whichever form came back."""
    process, link = interview.process, link_of(interview)
    consent = consent_text_of(process)
    guide = guide_version_of(process, interview.guide_version_id or 0)
    present = presence_at(interview)
    paper = forms.get("paper") or answers_form(interview, on_paper=True)
    zone = process.time_zone
    shown = {
        "holding": HoldingForm(
            formdata=None,
            data={"held_at": wall_clock(interview.held_at or now(), zone).replace(second=0)},
        ),
        "presence": PresenceForm(
            formdata=None, data={"roles": "\n".join(f"{one.role}: {one.people}" for one in present)}
        ),
        "file": FileForm(formdata=None),
        "link_form": LinkForm(formdata=None, data={"days": LINK_DAYS}),
        "reason": ReasonForm(formdata=None),
    } | forms
    return render_template(
        "interviews/show.html",
        interview=interview,
        answers=interview.answers(),
        purposes=PURPOSES,
        methods=METHODS,
        file_kinds=FILE_KINDS,
        files=files_of(interview),
        present=present,
        counts_presence=interview.kind is not InterviewKind.INTERVIEW,
        consent=consent,
        silence=silence_words(consent) if consent else "",
        guide=guide,
        chapters=chapters_of(text(guide.texts)) if guide else [],
        link=link,
        link_url=link_to(token_of(interview.id, number_of(link))) if link else "",
        link_opens=link is not None and link.is_valid(now()),
        steps=sorted(interview_steps.fill([interview])[interview.id], key=lambda one: one.position),
        such_people=such_people_of(interview),
        may_change=can_change_interview(person, interview),
        may_record=can_record_consent(person, interview, consent),
        may_keep_audio=can_keep_audio(person, interview),
        may_withdraw=can_withdraw(person, interview),
        purpose_fields=purpose_fields(paper),
        action=ActionForm(formdata=None),
        **(shown | {"paper": paper}),
        **around(person, process),
    )


def _edit_page(
    person: Person, process: Process, form: InterviewForm, interview: Interview | None = None
) -> str:
    return render_template(
        "interviews/edit.html",
        form=form,
        interview=interview,
        places=municipalities_on(territory_of(process.cycle), today()),
        **around(person, process),
    )
