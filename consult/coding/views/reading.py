"""The reading page: text, stripes and codebook; marking by mouse, keyboard or forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms.widgets import HiddenInput

from consult.coding.commands import (
    CodeDraft,
    make_code,
    mark,
    mark_in_vivo,
    note_on,
    place_passage,
    undo,
    unmark,
)
from consult.coding.forms import IMPORTANCES, MarkForm, NotedForm, code_choices, level
from consult.coding.queries import (
    codebook_of,
    coders_of,
    find_code,
    find_mark,
    get_passage,
    has_steps,
    marks_in,
    recent_code,
    unsure_in,
)
from consult.coding.showing import coded_turns
from consult.coding.views.asking import spans_in, suggested_here
from consult.interviews import around, at_the_interview, can_code_interview, recording_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, ngettext
from consult.kernel.policy import require
from consult.transcripts import (
    can_read_transcript,
    masks_of,
    newest_version,
    turns_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.coding.models import Mark, Passage
    from consult.interviews import Interview
    from consult.kernel.forms import Form

bp = Blueprint("coding", __name__, url_prefix="/processes/<slug>/desk/interviews/<code>/coding")


def reading(slug: str, code: str) -> tuple[Person, Interview]:
    """Return who sits at the desk, and an interview whose text they may read."""
    person, interview = at_the_interview(slug, code)
    require(can_read_transcript(person, interview))
    return person, interview


@bp.get("")
@open_to(SIGNED_IN, query=("mark", "like", "after"))
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show the text to read and code; to our script, one mark of it, or suggested codes."""
    person, interview = reading(slug, code)
    asked = request.args.get("mark", "")
    if "like" in request.args and _wants_piece():
        shown = suggested_here(person, interview)
        said = ngettext(
            "%(num)s code is suggested.",
            "%(num)s codes are suggested.",
            len(shown.get("suggested", [])),
        )
        said = render_template("coding/_said.html", said=said)
        return said + render_template("coding/_suggested.html", **shown)
    chosen = find_mark(interview, int(asked) if asked.isdecimal() else 0) if asked else None
    if _wants_piece():
        return render_template("coding/_chosen.html", **_chosen(person, interview, chosen))
    return _page(person, interview, chosen)


@bp.post("/marks")
@open_to(SIGNED_IN)
def create(slug: str, code: str) -> ResponseReturnValue:
    """Put a code on a passage: one of the codebook, a new one, or its own words."""
    form = MarkForm()

    def act(person: Person, interview: Interview) -> Mark | None:
        draft = form.span()
        if form.placing_id.data:
            place_passage(person, interview, passage_in(interview, form.placing_id.data), draft)
            return None
        if form.in_vivo.data:
            return mark_in_vivo(person, interview, draft)
        if form.name.data:
            made = make_code(
                person, interview.process, CodeDraft(form.name.data, form.under.data or None)
            )
        else:
            made = find_code(interview.process, form.code_id.data or 0)
        return mark(person, interview, made, draft)

    return _answered(slug, code, form, act)


@bp.post("/marks/<int:mark_id>")
@open_to(SIGNED_IN)
def update(slug: str, code: str, mark_id: int) -> ResponseReturnValue:
    """Write a memo on a mark, and how important it is."""
    form = NotedForm()

    def act(person: Person, interview: Interview) -> Mark:
        made = find_mark(interview, mark_id)
        note_on(person, interview, made, form.memo.data or "", level(form.importance.data))
        return made

    return _answered(slug, code, form, act)


@bp.post("/marks/<int:mark_id>/delete")
@open_to(SIGNED_IN)
def delete(slug: str, code: str, mark_id: int) -> ResponseReturnValue:
    """Take one's mark off."""

    def act(person: Person, interview: Interview) -> None:
        unmark(person, interview, find_mark(interview, mark_id))

    return _answered(slug, code, ActionForm(), act)


@bp.post("/undoing")
@open_to(SIGNED_IN)
def undoing_create(slug: str, code: str) -> ResponseReturnValue:
    """Undo what one did last."""

    def act(person: Person, interview: Interview) -> None:
        done = undo(person, interview)
        if not _wants_piece():
            flash(_("Undone.") if done else _("There is nothing to undo."))

    return _answered(slug, code, ActionForm(), act)


def passage_in(interview: Interview, passage_id: int) -> Passage:
    """Return a passage of an interview. Raises `NotFoundError`."""
    passage = get_passage(passage_id)
    if passage.interview_id != interview.id:
        raise NotFoundError(_("There is no such passage."))
    return passage


def _fault_in(form: Form) -> str:
    """What is wrong with what was typed; else the words of the text are missing."""
    typed = (field for field in form if not isinstance(field.widget, HiddenInput))
    faults = (str(fault) for field in typed for fault in field.errors)
    return next(faults, _("Choose some words of the text first."))


def _answered(
    slug: str, code: str, form: Form, act: Callable[[Person, Interview], Mark | None]
) -> ResponseReturnValue:
    """Do what a form asks, then show the page or, to our script, what has changed of it."""
    sound = form.validate_on_submit()
    person, interview = reading(slug, code)
    chosen = None
    refusal = None if sound else RefusedError(_fault_in(form))
    try:
        chosen = act(person, interview) if sound else None
    except RefusedError as fault:
        refusal = fault
    if refusal is not None:
        if not _wants_piece():
            raise refusal
        return render_template("coding/_said.html", said=refusal.message), refusal.status
    if _wants_piece():
        return _changed(person, interview, chosen)
    anchor = f"?mark={chosen.id}#mark-{chosen.id}" if chosen else ""
    return redirect(page_of(interview) + anchor, 303)


def _changed(person: Person, interview: Interview, chosen: Mark | None) -> str:
    """The turns on the span that our script names, the chosen mark, and the codebook."""
    touched = spans_in(request.headers.get("X-Spans", ""))
    if chosen is not None:
        chosen = find_mark(interview, chosen.id)
        touched.append((chosen.passage.start, chosen.passage.end))
    turns = _turns(person, interview, touched)
    return render_template(
        "coding/_changed.html",
        turns=turns,
        recording=recording_of(interview),
        rows=codebook_of(interview.process, [interview.id]),
        recent=recent_code(person, interview.process),
        **_chosen(person, interview, chosen),
    )


def _turns(
    person: Person, interview: Interview, only: Collection[tuple[int, int]] | None = None
) -> list[Any]:
    version = newest_version(interview)
    if version is None:
        return []
    several = coders_of(interview)
    names = {one.id: one.name for one in several} if len(several) > 1 else {}
    names.pop(person.id, None)
    within = None
    turns = turns_of(version.text)
    if only is not None:
        touched = [
            turn
            for turn in turns
            if any(start < turn.end and end > turn.start for start, end in only)
        ]
        within = (touched[0].start, touched[-1].end) if touched else (0, 0)
    marks = marks_in([interview.id], within=within)
    return coded_turns(
        version.text, turns, marks, masks_of(interview, version, within), names, only
    )


def _chosen(person: Person, interview: Interview, chosen: Mark | None) -> dict[str, Any]:
    data = {"memo": chosen.memo, "importance": str(chosen.importance)} if chosen else {}
    return {
        "interview": interview,
        "process": interview.process,
        "chosen": chosen,
        "detail": NotedForm(formdata=None, data=data),
        "importances": IMPORTANCES,
        "action": ActionForm(formdata=None),
        "is_own": chosen is not None and chosen.coder_id == person.id,
    }


def _page(person: Person, interview: Interview, chosen: Mark | None) -> str:
    version = newest_version(interview)
    rows = codebook_of(interview.process, [interview.id])
    form = MarkForm(formdata=None, data={"version": version.number if version else 0})
    form.under.choices = code_choices(rows, _("nothing: at the top"))
    return render_template(
        "coding/show.html",
        **(
            around(person, interview.process)
            | suggested_here(person, interview)
            | _chosen(person, interview, chosen)
        ),
        turns=_turns(person, interview),
        rows=rows,
        recent=recent_code(person, interview.process),
        unsure=unsure_in(interview),
        coders=coders_of(interview),
        recording=recording_of(interview),
        form=form,
        can_undo=has_steps(person, interview),
        may_code=can_code_interview(person, interview),
    )


def _wants_piece() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def page_of(interview: Interview) -> str:
    """Return the address of an interview's reading page."""
    return url_for("coding.show", slug=interview.process.slug, code=interview.code)
