"""The pages of the map's versions: all of them, one with what changed, and publishing the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import Person, current_person, signed_in_person
from consult.editions.commands import (
    EmptyMapError,
    StaleVersionError,
    digest_of,
    publish_map,
)
from consult.editions.forms import NOTES, VersionForm, version_form
from consult.editions.policy import can_publish_map
from consult.editions.queries import (
    changes_between,
    get_past_node,
    get_version,
    still_reads,
    versions_of,
    voices_on,
)
from consult.ideamap import MATURITIES
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _, text
from consult.kernel.policy import require
from consult.kernel.text import plain_html
from consult.moderation import desks_of
from consult.processes import Process, get_process
from consult.taxonomy import strategies_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.editions.models import MapVersion

bp = Blueprint("editions", __name__, url_prefix="/processes/<slug>")


@bp.get("/idea-map/versions")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """List the published versions, the newest first."""
    person = current_person()
    process = get_process(slug, person)
    return render_template(
        "editions/index.html",
        process=process,
        versions=versions_of(process),
        may_publish=can_publish_map(person, process),
    )


@bp.get("/idea-map/versions/<int:number>")
@open_to(EVERYONE, query=("since",))
def show(slug: str, number: int) -> ResponseReturnValue:
    """Show a version: its notes, and what changed since another."""
    process = get_process(slug, current_person())
    version, versions = get_version(process, number), versions_of(process)
    others = [one for one in versions if one is not version]
    since = _since(request.args.get("since", ""), version, others)
    return render_template(
        "editions/show.html",
        process=process,
        version=version,
        notes=plain_html(text(version.notes)),
        others=others,
        changes=changes_between(since, version) if since else None,
        verifies=digest_of(version) == version.digest,
        strategies={one.id: text(one.title) for one in strategies_of(process.cycle)},
        maturities=MATURITIES,
    )


def _since(asked: str, version: MapVersion, others: list[MapVersion]) -> MapVersion | None:
    """The version asked for, else the one before, if there is one."""
    if asked:
        found = next((one for one in others if str(one.number) == asked), None)
        if found is None:
            raise BadRequestError(_("There is no such version to compare with."))
        return found
    return next((one for one in others if one.number < version.number), None)


@bp.get("/idea-map/versions/<int:number>/nodes/<int:node_id>")
@open_to(EVERYONE, query=("after",))
def node_show(slug: str, number: int, node_id: int) -> ResponseReturnValue:
    """Show what hung on a node in a version: what is public still, and the hash of all."""
    process = get_process(slug, current_person())
    version = get_version(process, number)
    page = voices_on(version, node_id, request.args.get("after"))
    return render_template(
        "editions/node.html",
        process=process,
        version=version,
        node=get_past_node(version, node_id),
        page=page,
        same={one.id: still_reads(one) for one in page.rows},
        maturities=MATURITIES,
    )


@bp.get("/desk/idea-map/versions/new")
@open_to(SIGNED_IN)
def new(slug: str) -> ResponseReturnValue:
    """Ask what is new in the version to publish."""
    person, process = _who_publishes(slug)
    return _form_page(person, process, version_form(process, _last(process)))


@bp.post("/desk/idea-map/versions")
@open_to(SIGNED_IN)
def create(slug: str) -> ResponseReturnValue:
    """Publish a version; when another was published meanwhile, keep the notes and say so."""
    person, process = _who_publishes(slug)
    form, status = version_form(process, _last(process)), 422
    if form.validate_on_submit():
        try:
            version = publish_map(person, process, form.said("notes"), form.version_seen())
        except EmptyMapError as refusal:
            form.show(refusal)
        except StaleVersionError as conflict:
            form.show_conflict(conflict, {}, _last(process))
            status = conflict.status
        else:
            flash(_("Version %(number)d is published.", number=version.number), "success")
            address = url_for("editions.show", slug=slug, number=version.number)
            return redirect(address, 303)
    return _form_page(person, process, form), status


def _who_publishes(slug: str) -> tuple[Person, Process]:
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_publish_map(person, process))
    return person, process


def _last(process: Process) -> int:
    versions = versions_of(process)
    return versions[0].number if versions else 0


def _form_page(person: Person, process: Process, form: VersionForm) -> str:
    return render_template(
        "editions/new.html",
        process=process,
        form=form,
        texts=NOTES,
        number=_last(process) + 1,
        desks=desks_of(person, process),
        desk_url=url_for("curating_desk.index", slug=process.slug),
    )
