"""The desk pages of a transcript: reading, bringing in, correcting a turn, masking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.interviews import FileKind, around, at_the_interview, files_of
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.transcripts.commands import bring_in, choose_mask, correct
from consult.transcripts.formats import MOST_BYTES
from consult.transcripts.forms import MaskForm, TextForm, WordsForm
from consult.transcripts.personal import chosen
from consult.transcripts.policy import can_bring_in, can_choose_masks, can_read_transcript
from consult.transcripts.queries import (
    find_version,
    findings_of,
    mask_choices,
    newest_version,
    transcript_of,
    versions_of,
)
from consult.transcripts.showing import shown_turns
from consult.transcripts.turns import turns_of
from consult.transcripts.words import FOUND, KINDS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews import Interview

bp = Blueprint(
    "transcripts", __name__, url_prefix="/processes/<slug>/desk/interviews/<code>/transcript"
)
MORE = 2 * 1024 * 1024
LARGEST_NUMBER = 2**31


def _reading(slug: str, code: str) -> tuple[Person, Interview]:
    person, interview = at_the_interview(slug, code)
    require(can_read_transcript(person, interview))
    return person, interview


@bp.get("")
@open_to(SIGNED_IN, query=("version",))
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show the text, or one version of it."""
    person, interview = _reading(slug, code)
    return _page(person, interview)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str, code: str) -> ResponseReturnValue:
    """Bring a text in, or another version of it."""
    form = TextForm()
    sound = form.validate_on_submit()
    person, interview = _reading(slug, code)
    if sound and form.draft is not None:
        try:
            bring_in(person, interview, form.draft, form.after.data or 0)
        except RefusedError as refusal:
            form.show(refusal)
            return _page(person, interview, form), refusal.status
        flash(_("The text is kept. Look at what was found in it, and mask what names people."))
        return _to(interview)
    return _page(person, interview, form), 422


create.most_bytes = MOST_BYTES + MORE  # type: ignore[attr-defined]  # told by the view itself


@bp.get("/turns/<int:number>")
@open_to(SIGNED_IN)
def edit(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show one turn, to correct it."""
    person, interview = _reading(slug, code)
    version = newest_version(interview)
    turns = turns_of(version.text) if version else []
    if version is None or number >= len(turns):
        raise NotFoundError(_("There is no such turn."))
    turn = turns[number]
    start = version.text.rfind("\n", 0, turn.start) + 1
    start = max(start, turns[number - 1].end) if number else start
    form = WordsForm(
        formdata=None,
        data={
            "after": version.number,
            "start": start,
            "end": turn.end,
            "words": version.text[start : turn.end].strip("\n"),
        },
    )
    return _edit_page(person, interview, number, form)


@bp.post("/turns/<int:number>")
@open_to(SIGNED_IN)
def update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Correct one turn: a new version."""
    form = WordsForm()
    sound = form.validate_on_submit()
    person, interview = _reading(slug, code)
    if sound:
        span = (form.start.data or 0, form.end.data or 0)
        try:
            correct(person, interview, span, form.words.data or "", form.after.data or 0)
        except RefusedError as refusal:
            form.show(refusal)
            return _edit_page(person, interview, number, form), refusal.status
        return _to(interview, f"#turn-{number}")
    return _edit_page(person, interview, number, form), 422


@bp.post("/masks")
@open_to(SIGNED_IN)
def masks_create(slug: str, code: str) -> ResponseReturnValue:
    """Mask words wherever they stand, or leave them."""
    form = MaskForm()
    sound = form.validate_on_submit()
    person, interview = _reading(slug, code)
    if sound:
        choose_mask(person, interview, form.words.data or "", is_masked=not form.leave.data)
        return _to(interview, "#found")
    return _page(person, interview, masking=form), 422


def _to(interview: Interview, anchor: str = "") -> ResponseReturnValue:
    url = url_for(".show", slug=interview.process.slug, code=interview.code)
    return redirect(url + anchor, 303)


def _edit_page(person: Person, interview: Interview, number: int, form: WordsForm) -> str:
    return render_template(
        "transcripts/edit.html",
        **around(person, interview.process),
        interview=interview,
        number=number,
        form=form,
    )


def _page(
    person: Person,
    interview: Interview,
    form: TextForm | None = None,
    masking: MaskForm | None = None,
) -> str:
    asked = request.args.get("version", "")
    transcript, newest = transcript_of(interview), newest_version(interview)
    version = newest
    if asked:
        known = asked.isdecimal() and len(asked) < len(str(LARGEST_NUMBER))
        version = find_version(interview, int(asked) if known else 0)
    findings = findings_of(interview, version) if version else []
    choices = mask_choices(transcript.id) if transcript else {}
    data = {"after": newest.number if newest else 0}
    text = version.text if version else ""
    return render_template(
        "transcripts/show.html",
        **around(person, interview.process),
        interview=interview,
        newest=newest,
        version=version,
        turns=shown_turns(text, findings, choices),
        found=sorted({(one.kind, text[one.start : one.end]) for one in findings}),
        masked={text[one.start : one.end] for one in chosen(findings, text, choices)},
        versions=versions_of(transcript) if transcript else [],
        form=form or TextForm(formdata=None, data=data),
        masking=masking or MaskForm(formdata=None),
        action=ActionForm(formdata=None),
        may_bring=can_bring_in(person, interview),
        may_mask=can_choose_masks(person, interview),
        audio=[
            one
            for one in files_of(interview)
            if one.kind is FileKind.AUDIO and one.deleted_at is None
        ],
        text_kinds=KINDS,
        found_words=FOUND,
    )
