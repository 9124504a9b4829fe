"""The planners' desk of imports: a file, its columns with a preview, progress, undoing."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from consult.accounts import signed_in_person
from consult.exchange.columns import DECIDIM, columns_kept, columns_of_decidim
from consult.exchange.commands import (
    find_profile,
    keep_profile,
    receive_archive,
    receive_file,
    set_columns,
    start_import,
    undo_import,
)
from consult.exchange.forms import BaseColumnsForm, FileForm, columns_form, targets_of
from consult.exchange.guessing import guessed
from consult.exchange.models import Import, ImportState, Kind
from consult.exchange.policy import can_import, can_undo
from consult.exchange.preview import PreviewRow, header_of, preview
from consult.exchange.queries import archive_of, get_import, imports_of, profiles_of, refusals_of
from consult.exchange.running import MOST_REFUSALS
from consult.exchange.words import KINDS, STATES
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _, current_language
from consult.kernel.policy import require
from consult.processes import get_process, process_desks, roles_of
from consult.sheets import MOST_UPLOAD_BYTES, file_of, place_of
from consult.taxonomy import is_own

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.exchange.columns import Columns
    from consult.processes import Process

bp = Blueprint("exchange_desk", __name__, url_prefix="/processes/<slug>/desk/imports")
REFUSALS_SHOWN = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _at_the_desk(slug: str) -> tuple[Person, Process]:
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_import(person, process))
    return person, process


def _page(template: str, person: Person, process: Process, **others: object) -> str:
    roles = roles_of(person, process)
    desks = [one for one in process_desks.fill([process])[process.id] if one.roles & roles]
    return render_template(
        template,
        process=process,
        desks=desks,
        desk_url=url_for("exchange_desk.index", slug=process.slug),
        kinds=KINDS,
        states=STATES,
        **others,
    )


@bp.get("")
@open_to(SIGNED_IN)
def index(slug: str) -> ResponseReturnValue:
    """List the imports, and ask for a file."""
    person, process = _at_the_desk(slug)
    return _list(person, process, FileForm(formdata=None))


@bp.post("")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Keep a file, and ask which of its columns is what."""
    form = FileForm()
    sound = form.validate_on_submit()
    person, process = _at_the_desk(slug)
    if not sound:
        return _list(person, process, form), 422
    if form.exports:
        own = is_own(process.cycle)
        parts = [
            (
                columns_of_decidim(one.entity, (current_language(),), DECIDIM, own_vocabulary=own),
                (one.kept[0], one.name, one.kept[1]),
            )
            for one in form.exports
        ]
        made = receive_archive(person, process, parts)[0]
        return redirect(url_for(".edit", slug=slug, number=made.id), 303)
    kind = Kind(form.kind.data)
    columns = guessed(
        kind,
        header_of(place_of(form.sha256)),
        current_language(),
        own_vocabulary=is_own(process.cycle),
    )
    name = str(form.file.data.filename or "")
    made = receive_file(person, process, columns, (form.sha256, name, form.rows))
    return redirect(url_for(".edit", slug=slug, number=made.id), 303)


create.most_bytes = MOST_UPLOAD_BYTES  # type: ignore[attr-defined]  # told by the view itself


def _list(person: Person, process: Process, form: FileForm) -> str:
    return _page(
        "exchange/index.html",
        person,
        process,
        form=form,
        imports=imports_of(process),
    )


@bp.get("/<int:number>/columns")
@open_to(SIGNED_IN, query=("profile",))
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Show which column is what, and the first rows as they would come."""
    person, process = _at_the_desk(slug)
    made = get_import(process, number)
    if made.state is not ImportState.PREPARED:
        return redirect(url_for(".show", slug=slug, number=number), 303)
    columns, named = columns_kept(made.kind, made.columns), request.args.get("profile")
    if named:
        columns = columns_kept(made.kind, find_profile(named, made.kind).columns)
    return _columns(person, process, made, columns, None)


@bp.post("/<int:number>/columns")
@open_to(SIGNED_IN)
def update(slug: str, number: int) -> ResponseReturnValue:
    """Keep which column is what; then show the first rows again, or begin."""
    person, process = _at_the_desk(slug)
    made = get_import(process, number)
    path, own = file_of(made.sha256), is_own(process.cycle)
    before = columns_kept(made.kind, made.columns)
    form = columns_form(made, before, header_of(path), own_vocabulary=own)
    if form.validate_on_submit():
        person, process = _at_the_desk(slug)
        made = get_import(process, number)
        try:
            columns = form.columns(before)
            set_columns(person, made, process, columns, path)
            if form.profile.data and not columns.entity:
                keep_profile(person, process, form.profile.data, columns)
            if request.form.get("begin"):
                start_import(person, made, process)
                return redirect(url_for(".show", slug=slug, number=number), 303)
        except RefusedError as refusal:
            form.show(refusal)
            return _columns(person, process, made, before, form), 422
        flash(_("Below are the first rows as they would come."), "success")
        return redirect(url_for(".edit", slug=slug, number=number), 303)
    return _columns(person, process, made, before, form), 422


def _columns(
    person: Person, process: Process, made: Import, columns: Columns, form: BaseColumnsForm | None
) -> str:
    path, own = file_of(made.sha256), is_own(process.cycle)
    rows: list[PreviewRow] = []
    objection = ""
    try:
        rows = preview(path, columns, process)
    except RefusedError as refusal:
        objection = str(refusal.message)
    return _page(
        "exchange/edit.html",
        person,
        process,
        made=made,
        form=form or columns_form(made, columns, header_of(path), own_vocabulary=own),
        names=[] if columns.entity else targets_of(made.kind, own_vocabulary=own),
        rows=rows,
        objection=objection,
        profiles=[] if columns.entity else profiles_of(made.kind),
        known=bool(columns.entity),
        others=_others(made),
    )


def _others(made: Import) -> list[Import]:
    """What came in the same archive."""
    return [one for one in archive_of(made) if one is not made]


@bp.get("/<int:number>")
@open_to(SIGNED_IN)
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show how far an import is, what came of it, and the rows it refused."""
    person, process = _at_the_desk(slug)
    made = get_import(process, number)
    return _page(
        "exchange/show.html",
        person,
        process,
        made=made,
        others=_others(made),
        refusals=refusals_of(made, REFUSALS_SHOWN),
        may_undo=can_undo(person, made, process),
        action=ActionForm(formdata=None),
    )


@bp.get("/<int:number>/refusals")
@open_to(SIGNED_IN)
def refusals_show(slug: str, number: int) -> ResponseReturnValue:
    """Hand out the refused rows, each with its reason."""
    _person, process = _at_the_desk(slug)
    made = get_import(process, number)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("row", "reason"))
    for one in refusals_of(made, MOST_REFUSALS):
        mark = "'" if one.reason.startswith(FORMULA) else ""
        table.writerow((one.row, mark + one.reason))
    answer = Response(written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="import-{made.id}-refused.csv"'
    return answer


@bp.post("/<int:number>/undoing")
@open_to(SIGNED_IN)
def undoing_create(slug: str, number: int) -> ResponseReturnValue:
    """Begin to take out what an import brought; pressed twice, it begins once."""
    form = ActionForm()
    if form.validate_on_submit():
        person, process = _at_the_desk(slug)
        undo_import(person, get_import(process, number))
        flash(_("What it brought is being taken out. What others have used stays."), "success")
    return redirect(url_for(".show", slug=slug, number=number), 303)
