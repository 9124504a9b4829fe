"""Marking sentences of one turn by a form: for whoever has no script, and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template

from consult.coding.commands import (
    CodeDraft,
    SpanDraft,
    make_code,
    mark,
    mark_in_vivo,
    place_passage,
)
from consult.coding.forms import SentencesForm, code_choices, level
from consult.coding.queries import codebook_of, find_code, unsure_in
from consult.coding.suggesting import Suggested, Suggester
from consult.coding.views.reading import bp, page_of, passage_in, reading
from consult.interviews import around, can_code_interview
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.transcripts import newest_version, sentences_of, turns_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews import Interview

LONGEST_SENTENCE = 90


@bp.get("/turns/<int:number>")
@open_to(SIGNED_IN)
def new(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the sentences of one turn, to mark without a script."""
    person, interview = reading(slug, code)
    return _sentences_page(person, interview, number, None)


@bp.post("/turns/<int:number>")
@open_to(SIGNED_IN)
def turns_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Mark some sentences of one turn."""
    person, interview = reading(slug, code)
    form = _sentences_form(interview, number)
    if form.validate_on_submit():
        person, interview = reading(slug, code)
        try:
            _mark_sentences(person, interview, form)
        except RefusedError as refusal:
            form.show(refusal)
            return _sentences_page(person, interview, number, form), refusal.status
        return redirect(f"{page_of(interview)}#turn-{number}", 303)
    return _sentences_page(person, interview, number, form), 422


def _mark_sentences(person: Person, interview: Interview, form: SentencesForm) -> None:
    starts, ends = (str(one.data).partition("-") for one in (form.first, form.last))
    draft = SpanDraft(
        version=form.version.data or 0,
        start=int(starts[0]),
        end=int(ends[2]),
        memo=form.memo.data or "",
        importance=level(form.importance.data),
    )
    if form.placing.data:
        place_passage(person, interview, passage_in(interview, form.placing.data), draft)
    elif form.in_vivo.data and not form.suggested.data:
        mark_in_vivo(person, interview, draft)
    else:
        process = interview.process
        code = (
            make_code(person, process, CodeDraft(form.name.data))
            if form.name.data and not form.suggested.data
            else find_code(process, form.suggested.data or form.code.data or 0)
        )
        mark(person, interview, code, draft)


def _sentences_form(interview: Interview, number: int) -> SentencesForm:
    version = newest_version(interview)
    turns = turns_of(version.text) if version else []
    if version is None or number >= len(turns):
        raise NotFoundError(_("There is no such turn."))
    form = SentencesForm()
    if not form.is_submitted():
        form.version.data = version.number
    choices = [
        (f"{start}-{end}", " ".join(version.text[start:end].split())[:LONGEST_SENTENCE])
        for start, end in sentences_of(version.text, turns[number])
    ]
    form.first.choices = form.last.choices = choices
    if not form.is_submitted():
        form.last.data = choices[-1][0]
    form.code.choices = code_choices(codebook_of(interview.process), _("choose one"))
    form.placing.choices = [
        (0, _("none")),
        *((one.id, one.words[:LONGEST_SENTENCE]) for one in unsure_in(interview)),
    ]
    return form


def _sentences_page(
    person: Person, interview: Interview, number: int, form: SentencesForm | None
) -> str:
    return render_template(
        "coding/new.html",
        **around(person, interview.process),
        interview=interview,
        number=number,
        form=form or _sentences_form(interview, number),
        suggested=_suggested(person, interview, number),
    )


def _suggested(person: Person, interview: Interview, number: int) -> list[Suggested]:
    """The codes that the whole turn could have."""
    version = newest_version(interview)
    if version is None or not can_code_interview(person, interview):
        return []
    turn = turns_of(version.text)[number]
    span = (turn.start, turn.end)
    return Suggester(person, interview).suggest(version.text[slice(*span)], span)
