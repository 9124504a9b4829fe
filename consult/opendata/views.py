"""The public pages of open data: which files there are, their dictionary, and each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from consult.accounts import current_person
from consult.ideas import FILTER_KEYS, IdeaFilters, read_filters
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError, NotFoundError
from consult.kernel.fragments import cached
from consult.kernel.headers import share
from consult.kernel.i18n import _, current_language
from consult.kernel.pages import html_of
from consult.kernel.visit import client_address
from consult.opendata.datasets import DATASETS, Dataset, Format
from consult.opendata.downloads import bounded, take_place
from consult.opendata.licence import ADDRESS, NAME, about
from consult.opendata.marks import Mark, mark_of
from consult.opendata.scope import scope_of
from consult.opendata.writing import MIMES, written
from consult.processes import Process, get_process
from consult.taxonomy import territory_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("opendata", __name__, url_prefix="/processes/<slug>/data")

SEPARATORS = {"": ",", "comma": ",", "semicolon": ";"}
COUNTED_SECONDS = 300


@bp.get("")
@open_to(EVERYONE, query=FILTER_KEYS)
def index(slug: str) -> ResponseReturnValue:
    """Say which files there are, what each holds, and under which licence."""
    process = get_process(slug, current_person())
    filters = read_filters(process, request.args)
    return render_template("opendata/index.html", process=process, files=_files(process, filters))


def _files(process: Process, filters: IdeaFilters) -> Markup:
    """Render what is said of the files; whole ones are counted once in some minutes."""

    def make() -> Markup:
        chosen = filters.query()
        return html_of(
            "opendata/_files.html",
            process=process,
            datasets=DATASETS.values(),
            marks={} if chosen else _marks(process, filters),
            chosen=chosen,
            formats=Format,
            licence=NAME,
            licence_url=ADDRESS,
            credit=territory_of(process.cycle).credit,
            at=now(),
        )

    if filters.any_chosen:
        return make()
    minutes = int(now().timestamp()) // COUNTED_SECONDS
    key = ("opendata", process.id, process.version, process.cycle_id, minutes, current_language())
    return cached(key, make)


def _marks(process: Process, filters: IdeaFilters) -> dict[str, Mark]:
    scope = scope_of(process, filters.filter(process))
    return {key: mark_of(dataset, scope) for key, dataset in DATASETS.items()}


@bp.get("/dictionary")
@open_to(EVERYONE)
def dictionary_index(slug: str) -> ResponseReturnValue:
    """Say what each column of each file holds."""
    process = get_process(slug, current_person())
    return render_template(
        "opendata/dictionary_index.html", process=process, datasets=DATASETS.values()
    )


@bp.get("/<file>")
@open_to(EVERYONE, query=(*FILTER_KEYS, "separator"), kept=False)
def show(slug: str, file: str) -> ResponseReturnValue:
    """Give a file, written while it is read."""
    person = current_person()
    process = get_process(slug, person)
    dataset, shape = _asked(file)
    separator = _separator(shape)
    filters = read_filters(process, request.args)
    scope = scope_of(process, filters.filter(process))
    mark = mark_of(dataset, scope, shape.value, separator, repr(filters.query()))
    answer = Response(mimetype=MIMES[shape])
    answer.set_etag(mark.etag, weak=True)
    if mark.at is not None:
        answer.last_modified = mark.at
    share(answer)
    _describe(answer, process, dataset, shape)
    # What goes away moves no date back: only the mark says whether a file is as it was.
    if request.if_none_match.contains_weak(mark.etag):
        answer.status_code = 304
        return answer
    if request.method == "HEAD":
        return answer
    place = take_place(str(person.id) if person else client_address())
    answer.call_on_close(place.leave)  # also of an answer that nobody began to read
    pieces = written(dataset, shape, scope, about(process, now()), separator=separator)
    answer.response = bounded(pieces, place, request.environ.get("gunicorn.socket"))
    return answer


def _asked(file: str) -> tuple[Dataset, Format]:
    key, _dot, shape = file.rpartition(".")
    dataset = DATASETS.get(key)
    if dataset is None or shape not in set(dataset.formats):
        raise NotFoundError(_("There is no such file."))
    return dataset, Format(shape)


def _separator(shape: Format) -> str:
    asked = request.args.get("separator", "")
    if asked not in SEPARATORS or (asked and shape is not Format.CSV):
        raise BadRequestError(_("A CSV file has commas or semicolons between its cells."))
    return SEPARATORS[asked]


def _describe(answer: Response, process: Process, dataset: Dataset, shape: Format) -> None:
    """Say in its head what a file is called, its licence, and where it is told of."""
    name = f"{process.slug}-{dataset.key}-{now():%Y-%m-%d}.{shape.value}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    dictionary: Any = url_for("opendata.dictionary_index", slug=process.slug, _anchor=dataset.key)
    answer.headers["Link"] = f'<{ADDRESS}>; rel="license", <{dictionary}>; rel="describedby"'
