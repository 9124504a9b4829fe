"""The moderators' desk: the queue, one contribution open, and what is decided on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from consult.accounts import Person, signed_in_person
from consult.contributions import Contribution, State, get_contribution
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import BadRequestError, ConflictError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import Words, _, _l, text
from consult.kernel.policy import require
from consult.moderation.commands import (
    NOT_DECIDED,
    UnknownReasonError,
    hide_contribution,
    publish_contribution,
    undo_decision,
)
from consult.moderation.forms import HidingForm, SeenForm
from consult.moderation.models import UNDO_FOR, Verb
from consult.moderation.policy import can_decide, can_moderate
from consult.moderation.queries import (
    Reach,
    decided_in,
    decisions_on,
    get_decision,
    late_since,
    load_of,
    reach_of,
    undoable_by,
    waiting_in,
)
from consult.moderation.reasons import reasons_of
from consult.moderation.slots import desks_of
from consult.processes import Process, get_process
from consult.taxonomy import territory_of
from consult.territory import today, zones_by_municipality

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.typing import ResponseReturnValue

bp = Blueprint("moderation_desk", __name__, url_prefix="/processes/<slug>/desk/moderation")

VERBS: dict[Verb, Words] = {
    Verb.PUBLISHED: _l("Published"),
    Verb.HIDDEN: _l("Not published"),
    Verb.SHOWN_AGAIN: _l("Published again"),
}
NOWHERE = Reach(frozenset())
SHELVES = (State.WAITING, State.PUBLISHED, State.HIDDEN)


@bp.get("")
@open_to(SIGNED_IN, query=("state", "after"))
def index(slug: str) -> ResponseReturnValue:
    """Open what has waited longest, or the list of what is published or hidden."""
    person, process, reach = _at_the_desk(slug)
    asked = request.args.get("state", State.WAITING)
    if asked not in SHELVES:
        raise BadRequestError(_("There is no such list."))
    shelf = State(asked)
    if shelf is State.WAITING:
        queue = waiting_in(process, reach)
        return _page(process, person, reach, queue[0] if queue else None)
    page = decided_in(process, reach, shelf, after=request.args.get("after"))
    return render_template(
        "moderation/decided.html", page=page, shelf=shelf, **_around(process, person, reach)
    )


@bp.get("/<code>")
@open_to(SIGNED_IN)
def show(slug: str, code: str) -> ResponseReturnValue:
    """Open one contribution, whatever its state."""
    person, process, reach = _at_the_desk(slug)
    return _page(process, person, reach, get_contribution(process, code, person))


@bp.post("/<code>/publication")
@open_to(SIGNED_IN)
def publication_create(slug: str, code: str) -> ResponseReturnValue:
    """Publish a contribution, or show it again, and go on to the next."""
    form = SeenForm()
    return _decide(
        slug, code, form, lambda who, what: publish_contribution(who, what, form.last_seen())
    )


@bp.post("/<code>/hiding")
@open_to(SIGNED_IN)
def hiding_create(slug: str, code: str) -> ResponseReturnValue:
    """Keep a contribution from readers, with a reason, and go on to the next."""
    form = HidingForm()
    return _decide(
        slug,
        code,
        form,
        lambda who, what: hide_contribution(who, what, form.hiding(), form.last_seen()),
    )


@bp.post("/<code>/decisions/<int:decision_id>/delete")
@open_to(SIGNED_IN)
def decision_delete(slug: str, code: str, decision_id: int) -> ResponseReturnValue:
    """Take a decision back, and open the contribution again."""
    if ActionForm().validate_on_submit():
        person, process, _reach = _at_the_desk(slug)
        contribution = get_contribution(process, code, person)
        undo_decision(person, contribution, get_decision(contribution, decision_id))
    return redirect(url_for("moderation_desk.show", slug=slug, code=code), 303)


def _at_the_desk(slug: str) -> tuple[Person, Process, Reach]:
    """Return who moderates what, and how far; anyone else is refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_moderate(person, process))
    return person, process, reach_of(person, process) or NOWHERE


def _decide(
    slug: str, code: str, form: SeenForm, act: Callable[[Person, Contribution], object]
) -> ResponseReturnValue:
    """Decide and open the next that waits; what is refused comes back with the contribution."""
    sound = form.validate_on_submit()
    person, process, reach = _at_the_desk(slug)
    contribution = get_contribution(process, code, person)
    status = 422
    if sound:
        try:
            act(person, contribution)
        except (ConflictError, UnknownReasonError) as refusal:
            form.show(refusal)
            status = refusal.status
        else:
            return redirect(url_for("moderation_desk.index", slug=slug), 303)
    return _page(process, person, reach, get_contribution(process, code, person), form), status


def _page(
    process: Process,
    person: Person,
    reach: Reach,
    contribution: Contribution | None,
    refused: SeenForm | None = None,
) -> str:
    """Show the queue, and one contribution open beside it."""
    decisions = decisions_on(contribution) if contribution else []
    queue = waiting_in(process, reach)
    seen = {"seen": str(decisions[-1].id if decisions else NOT_DECIDED)}
    titles = {reason.code: text(reason.title) for reason in reasons_of(process)}
    hiding = HidingForm(formdata=None, data=seen)
    if isinstance(refused, HidingForm):
        hiding.note.data = refused.note.data
    return render_template(
        "moderation/desk.html",
        queue=queue,
        opened=contribution,
        following=_following(queue, contribution),
        decisions=decisions,
        verdict=can_decide(person, contribution) if contribution else None,
        publishing=SeenForm(formdata=None, data=seen),
        hiding=hiding,
        refused=refused,
        reasons=list(titles.items()),
        titles=titles,
        verbs=VERBS,
        **_around(process, person, reach),
    )


def _following(queue: Sequence[Contribution], opened: Contribution | None) -> Contribution | None:
    """Return what waits after the one that is open, or the head of the queue."""
    ids = [one.id for one in queue]
    if opened is None or opened.id not in ids:
        return queue[0] if queue else None
    after = ids.index(opened.id) + 1
    return queue[after] if after < len(queue) else None


def _around(process: Process, person: Person, reach: Reach) -> dict[str, Any]:
    """Return what every page of the desk shows round its middle."""
    at = now()
    return {
        "process": process,
        "load": load_of(process, reach, person, at),
        "late_since": late_since(at),
        "undoable": undoable_by(person, process, at),
        "undoing": ActionForm(),
        "undo_seconds": int(UNDO_FOR.total_seconds()),
        "desks": desks_of(person, process),
        "desk_url": url_for("moderation_desk.index", slug=process.slug),
        "zones": zones_by_municipality(territory_of(process.cycle), today()),
    }
