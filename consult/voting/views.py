"""Pressing the support button, in place or by a page that comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request

from consult.accounts import local_path, signed_in_person
from consult.contributions import get_contribution
from consult.ideas import idea_url
from consult.kernel import limits
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.forms import ActionForm
from consult.processes import get_process
from consult.voting.commands import read_changes, support, withdraw_support
from consult.voting.forms import ReadingForm
from consult.voting.slots import NEXT_FIELD, support_piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.contributions import Contribution

bp = Blueprint("voting", __name__, url_prefix="/processes/<slug>/ideas/<code>/support")

PRESSES = 60
IN_TIME = timedelta(minutes=1)
PART_HEADER = "X-Part"
SHAPES = {"row", "band"}


@bp.post("")
@open_to(SIGNED_IN)
def support_create(slug: str, code: str) -> ResponseReturnValue:
    """Stand behind a contribution."""
    return _press(slug, code, support)


@bp.post("/delete")
@open_to(SIGNED_IN)
def support_delete(slug: str, code: str) -> ResponseReturnValue:
    """No longer stand behind it."""
    return _press(slug, code, withdraw_support)


@bp.post("/reading")
@open_to(SIGNED_IN)
def reading_create(slug: str, code: str) -> ResponseReturnValue:
    """Say that one has read what its author changed."""
    form = ReadingForm()

    def read(person: Person, contribution: Contribution) -> bool:
        return read_changes(person, contribution, form.version.data or 0)

    return _press(slug, code, read, form)


def _press(
    slug: str,
    code: str,
    act: Callable[[Person, Contribution], bool],
    form: ActionForm | None = None,
) -> ResponseReturnValue:
    """Do it, and answer with the button alone when only that is asked for, else with the page."""
    person = signed_in_person()
    limits.allow("voting.support", str(person.id), burst=PRESSES, per=IN_TIME)
    sound = (form or ActionForm()).validate_on_submit()
    process = get_process(slug, person)
    contribution = get_contribution(process, code, person)
    if sound:
        act(person, contribution)
    shape = request.headers.get(PART_HEADER)
    if shape in SHAPES:
        return support_piece(contribution, shape)
    back = local_path(request.form.get(NEXT_FIELD), idea_url(contribution, slug))
    return redirect(f"{back.partition('#')[0]}#support-{contribution.code}", 303)
