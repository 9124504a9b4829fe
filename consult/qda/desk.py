"""The desk of what coders made: files for other tools, reports to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from consult.coding import can_keep_codebook
from consult.interviews import (
    around,
    at_the_desk,
    at_the_interview,
    can_transcribe_interview,
    find_interview,
    interviews_in,
)
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.i18n import _
from consult.minutes import MAKERS
from consult.qda.commands import take_in_codes, take_in_project
from consult.qda.forms import MOST_UPLOAD_BYTES, ArrivalForm
from consult.qda.gathering import coded_in, heard_in
from consult.qda.projects import codebook_of, project_of
from consult.qda.reports import paper_of_code, paper_of_interview
from consult.qda.tabling import passages_csv
from consult.qda.words import PASSAGE_STATES
from consult.refi import Project, said, written_codebook, written_project
from consult.transcripts import transcripts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.interviews import Interview
    from consult.processes import Process
    from consult.qda.coded import Coded

bp = Blueprint("qda", __name__, url_prefix="/processes/<slug>/desk/research")
MOST_REMARKS = 20
PAPERS = ("docx", "odt", "pdf")
FILES: Mapping[str, tuple[str, str, Callable[[Coded], bytes]]] = {
    "codebook": ("qdc", "application/xml", lambda coded: written_codebook(codebook_of(coded))),
    "project": (
        "qdpx",
        "application/zip",
        lambda coded: written_project(project_of(coded, now())),
    ),
    "passages": ("csv", "text/csv; charset=utf-8", passages_csv),
}


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List what can be taken to other tools, ask for a file of theirs, and offer reports."""
    person, process = at_the_desk(slug)
    form = ArrivalForm(formdata=None)
    form.offer(_open_to_a_text(person, process))
    return _list(person, process, form)


def _list(person: Person, process: Process, form: ArrivalForm) -> str:
    coded = coded_in(process, person)
    return render_template(
        "qda/index.html",
        **around(person, process),
        coded=coded,
        codes=list(coded.in_order()),
        papers=PAPERS,
        form=form,
        may_arrive=can_keep_codebook(person, process),
    )


def _open_to_a_text(person: Person, process: Process) -> list[Interview]:
    """The interviews that a text may come to: none has one yet."""
    every = [one for one in interviews_in(process) if can_transcribe_interview(person, one)]
    held = transcripts_of([one.id for one in every])
    return [one for one in every if one.id not in held]


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Take in a codebook or a project of another tool."""
    person, process = at_the_desk(slug)
    form = ArrivalForm()
    form.offer(_open_to_a_text(person, process))
    sound = form.validate_on_submit()
    if not sound:
        return _list(person, process, form), 422
    person, process = at_the_desk(slug)
    try:
        for line in _take_in(person, process, form):
            flash(line, "success")
    except RefusedError as refusal:
        form.show(refusal)
        return _list(person, process, form), 422
    for remark in form.remarks[:MOST_REMARKS]:
        flash(said(remark), "warning")
    return redirect(url_for(".index", slug=slug), 303)


create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]  # told by the view itself


def _take_in(person: Person, process: Process, form: ArrivalForm) -> Iterator[str]:
    """Take a file in, and say what came of it."""
    if isinstance(form.read, Project):
        code = form.interview.data
        into = find_interview(process, code) if code else None
        taken = take_in_project(person, process, form.read, into)
        yield _(
            "Codes: %(codes)s. Passages, which appear one after another: %(passages)s.",
            codes=taken.codes,
            passages=taken.passages,
        )
        if taken.left:
            yield _(
                "No interview here has these texts: %(texts)s. Bring each to its interview, then "
                "send the file again.",
                texts=", ".join(taken.left),
            )
        if taken.coders:
            yield _(
                "These coders are not known here, and their marks are yours: %(coders)s.",
                coders=", ".join(taken.coders),
            )
    elif form.read is not None:
        codes = take_in_codes(person, process, form.read.codes)
        yield _("Codes: %(codes)s.", codes=len(codes))


@bp.get("/<any(codebook, project, passages):name>")
@open_to(SIGNED_IN)
def files_show(slug: str, name: str) -> ResponseReturnValue:
    """Hand out the codebook, the project or the passages, of the interviews one may read."""
    person, process = at_the_desk(slug)
    ending, content_type, make = FILES[name]
    made = make(coded_in(process, person))
    return _download(made, content_type, f"{process.slug}-{name}.{ending}")


@bp.get("/interviews/<code>/reports/<any(docx, odt, pdf):kind>")
@open_to(SIGNED_IN)
def interviews_show(slug: str, code: str, kind: str) -> ResponseReturnValue:
    """Hand out the report of an interview."""
    person, interview = at_the_interview(slug, code)
    coded, heard = heard_in(interview, person)
    paper = paper_of_interview(heard, coded, PASSAGE_STATES, now())
    content_type, make = MAKERS[kind]
    return _download(make(paper), content_type, f"{interview.code}.{kind}")


@bp.get("/codes/<int:code_id>/reports/<any(docx, odt, pdf):kind>")
@open_to(SIGNED_IN)
def codes_show(slug: str, code_id: int, kind: str) -> ResponseReturnValue:
    """Hand out the report of a code over all interviews that one may read."""
    person, process = at_the_desk(slug)
    coded = coded_in(process, person)
    code = next((one for one in coded.codes if one.id == code_id), None)
    if code is None:
        raise NotFoundError(_("There is no such code."))
    content_type, make = MAKERS[kind]
    paper = paper_of_code(code, coded, PASSAGE_STATES, now())
    return _download(make(paper), content_type, f"{process.slug}-code-{code.id}.{kind}")


def _download(content: bytes, content_type: str, name: str) -> Response:
    return Response(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
