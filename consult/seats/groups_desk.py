"""The groups of a session at the console: dealt, moved by hand, given a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from consult.analysis.groups import groups_for
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import NotFoundError, RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.seats.commands import make_groups, move_seat, set_topic
from consult.seats.desk import PLACE, address_of
from consult.seats.doors import at_console
from consult.seats.forms import GroupsForm, PlaceForm, TopicForm
from consult.seats.presence import presence_in
from consult.seats.queries import find_group, find_seat
from consult.seats.words import group_words
from consult.tables import console_path

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.tables import Block, Session

bp = Blueprint("seats_groups", __name__, url_prefix=f"{PLACE}/groups")


@bp.get("")
@open_to(SIGNED_IN, query=("block",))
def index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the groups of a block of the agenda, or of the whole session."""
    _person, session = at_console(slug, code, number)
    return _page(session, _block(session, request.args.get("block")))


@bp.post("")
@open_to(SIGNED_IN, query=("block",))
def create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Deal all who are present into so many groups."""
    form = GroupsForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    block = _block(session, request.args.get("block"))
    if sound:
        make_groups(person, session, block, form.number.data or 1)
        return redirect(_back(session, block), 303)
    return _page(session, block, form), 422


@bp.post("/places")
@open_to(SIGNED_IN, query=("block",))
def place_update(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Move one seat to another group."""
    form = PlaceForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    block = _block(session, request.args.get("block"))
    if not sound:
        raise RefusedError(_("Choose who moves, and to which group."))
    seat = find_seat(session, _small(form.seat.data))
    move_seat(person, session, seat, find_group(session, _small(form.group.data)))
    return redirect(_back(session, block), 303)


@bp.post("/<int:group_id>/topic")
@open_to(SIGNED_IN, query=("block",))
def topic_update(slug: str, code: str, number: int, group_id: int) -> ResponseReturnValue:
    """Say what a group works on."""
    form = TopicForm()
    sound = form.validate_on_submit()
    person, session = at_console(slug, code, number)
    block = _block(session, request.args.get("block"))
    if not sound:
        raise RefusedError(_("This topic is too long."))
    set_topic(person, session, find_group(session, group_id), form.topic.data or "")
    return redirect(_address(session, block), 303)


def _small(number: int | None) -> int:
    """Return a number that a database can hold; a larger one is nobody's."""
    return number if number is not None and 0 < number < 2**31 else 0


def _block(session: Session, asked: str | None) -> Block | None:
    """Return the block asked for by its id, else the one at hand. Raises `NotFoundError`."""
    if asked is None:
        return session.block
    if asked == "all":
        return None
    found = next((one for one in session.blocks if str(one.id) == asked), None)
    if found is None:
        raise NotFoundError(_("There is no such block."))
    return found


def _back(session: Session, block: Block | None) -> str:
    """Return the page on which a button was pressed: the console, or the groups of a block."""
    if request.form.get("to") == "console":
        return console_path(session)
    return _address(session, block)


def _address(session: Session, block: Block | None) -> str:
    return url_for("seats_groups.index", block=block.id if block else "all", **address_of(session))


def _page(session: Session, block: Block | None, form: GroupsForm | None = None) -> str:
    presence = presence_in(session, block, now())
    dealt = len(presence.groups) or groups_for(len(presence.present), session.per_group)
    return render_template(
        "seats/desk/groups.html",
        session=session,
        process=session.table.process,
        block=block,
        blocks=[one for one in session.blocks if one.ended_at is None],
        presence=presence,
        form=form or GroupsForm(formdata=None, data={"number": dealt}),
        action=ActionForm(formdata=None),
        address=address_of(session),
        asked=block.id if block else "all",
        group_words=group_words,
        console_url=console_path(session),
    )
