"""The codebook's pages: the tree, one code with its passages everywhere, which codes meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.coding.commands import change_code, make_code, retire_code
from consult.coding.commands.codebook import under
from consult.coding.forms import IMPORTANCES, CodeForm
from consult.coding.policy import can_keep_codebook, can_read_codebook
from consult.coding.queries import (
    co_occurring,
    codebook_of,
    codes_of,
    count_by_place,
    find_code,
    marks_on,
    passages_with,
)
from consult.interviews import BODY_KINDS, around, at_the_desk
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.taxonomy import territory_of
from consult.territory import zones_of
from consult.transcripts import can_read_transcript

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.coding.models import Code
    from consult.processes import Process

bp = Blueprint("coding_codebook", __name__, url_prefix="/processes/<slug>/desk/codebook")


def _at_the_codebook(slug: str) -> tuple[Person, Process]:
    person, process = at_the_desk(slug)
    require(can_read_codebook(person, process))
    return person, process


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """Show the tree of codes, and which of them meet."""
    person, process = _at_the_codebook(slug)
    return _index(person, process, None)


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Put a code into the codebook."""
    person, process = _at_the_codebook(slug)
    form = _form(process)
    if form.validate_on_submit():
        person, process = _at_the_codebook(slug)
        try:
            make_code(person, process, form.draft())
        except RefusedError as refusal:
            form.show(refusal)
            return _index(person, process, form), refusal.status
        return redirect(url_for(".index", slug=slug), 303)
    return _index(person, process, form), 422


@bp.get("/<int:code_id>")
@open_to(SIGNED_IN, query=("after",))
def show(slug: str, code_id: int) -> ResponseReturnValue:
    """Show a code: its passages in all interviews, with counts by zone and kind of body."""
    person, process = _at_the_codebook(slug)
    return _show(person, process, find_code(process, code_id), None)


@bp.post("/<int:code_id>")
@open_to(SIGNED_IN)
def update(slug: str, code_id: int) -> ResponseReturnValue:
    """Change a code."""
    person, process = _at_the_codebook(slug)
    form = _form(process)
    if form.validate_on_submit():
        person, process = _at_the_codebook(slug)
        code = find_code(process, code_id)
        try:
            change_code(person, process, code, form.draft(), form.version_seen())
        except ConflictError as conflict:
            form.show_newer(conflict, code.version)
            return _show(person, process, code, form), conflict.status
        except RefusedError as refusal:
            form.show(refusal)
            return _show(person, process, code, form), refusal.status
        return redirect(url_for(".show", slug=slug, code_id=code_id), 303)
    return _show(person, process, find_code(process, code_id), form), 422


@bp.post("/<int:code_id>/delete")
@open_to(SIGNED_IN)
def delete(slug: str, code_id: int) -> ResponseReturnValue:
    """Take a code out of the codebook."""
    form = ActionForm()
    sound = form.validate_on_submit()
    person, process = _at_the_codebook(slug)
    if sound:
        retire_code(person, process, find_code(process, code_id))
        flash(_("The code is out of the codebook. What it stands on keeps it."))
    return redirect(url_for(".index", slug=slug), 303)


def _form(process: Process, code: Code | None = None) -> CodeForm:
    data: dict[str, Any] = {}
    if code is not None:
        data = {
            "name": code.name,
            "parent_id": code.parent_id or 0,
            "description": code.description,
            "is_codable": code.is_codable,
            "version": str(code.version),
            "tie": code.tie,
        }
    form = CodeForm(data=data)
    form.choose_from(codebook_of(process), process)
    return form


def _readable(person: Person, process: Process) -> dict[int, Any]:
    """The interviews whose texts this person may read, by their id."""
    held = around(person, process)["interviews"]
    return {one.id: one for one in held if can_read_transcript(person, one)}


def _index(person: Person, process: Process, form: CodeForm | None) -> str:
    interviews = _readable(person, process)
    rows = codebook_of(process, list(interviews))
    codes = {row.code.id: row.code for row in rows}
    form = form or _form(process)
    return render_template(
        "coding/codebook.html",
        **around(person, process),
        rows=rows,
        pairs=[
            (codes[one], codes[two], many)
            for one, two, many in co_occurring(list(interviews))
            if one in codes and two in codes
        ],
        form=form,
        tied=form.tied,
        may_keep_codes=can_keep_codebook(person, process),
    )


def _show(person: Person, process: Process, code: Code, form: CodeForm | None) -> str:
    interviews = _readable(person, process)
    ids = [code.id, *(one.id for one in under(codes_of(process), code))]
    passages = passages_with(ids, list(interviews), request.args.get("after"))
    counts = count_by_place(ids, list(interviews))
    zones = [(zone.id, zone.name) for zone in zones_of(territory_of(process.cycle))]
    kinds = sorted({kind for _zone, kind in counts}, key=list(BODY_KINDS).index)
    places = [*zones, (None, _("Without a zone"))]
    form = form or _form(process, code)
    return render_template(
        "coding/code.html",
        **around(person, process),
        code=code,
        passages=passages,
        marks=marks_on(passages.rows, ids),
        by_id=interviews,
        counts=[
            (name, [counts.get((zone_id, kind), 0) for kind in kinds])
            for zone_id, name in places
            if any(zone == zone_id for zone, _kind in counts)
        ],
        counted_kinds=[BODY_KINDS[kind] for kind in kinds],
        form=form,
        tied=form.tied,
        importances=IMPORTANCES,
        action=ActionForm(formdata=None),
        may_keep_codes=can_keep_codebook(person, process),
    )
