"""The page on which two coders of an interview see where they part, and settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from consult.analysis.agreement import RELIABLE, TENTATIVE
from consult.coding import find_mark, settle
from consult.interviews import around, at_the_interview, can_code_interview
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.errors import BadRequestError, NotFoundError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import _
from consult.qda.agreeing import agreement_on
from consult.qda.gathering import heard_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

bp = Blueprint(
    "qda_agreement", __name__, url_prefix="/processes/<slug>/desk/research/interviews/<code>"
)
SHOWN = 30
"""Partings of one code on the page; the rest follow once these are settled."""


class SettlingForm(ActionForm):
    """Whether the marks of a code stand where coders part."""

    code_id = HiddenField()
    marks = HiddenField(validators=[Regexp(r"\d{1,9}( \d{1,9})*\Z")])
    stands = HiddenField(validators=[AnyOf(["yes", "no"])])


@bp.get("/agreement")
@open_to(SIGNED_IN, query=("first", "second"))
def show(slug: str, code: str) -> ResponseReturnValue:
    """Show how far the coders of an interview agree on each code, and where they part."""
    person, interview = at_the_interview(slug, code)
    coded, heard = heard_in(interview, person)
    coders = heard.coders
    pair = _pair(coders)
    return render_template(
        "qda/agreement.html",
        **around(person, interview.process),
        interview=interview,
        coded=coded,
        heard=heard,
        coders=coders,
        pair=pair,
        agreements=agreement_on(heard, coded, coders, pair) if pair else [],
        reliable=RELIABLE,
        tentative=TENTATIVE,
        most=SHOWN,
        may_code=can_code_interview(person, interview),
        action=SettlingForm(formdata=None),
    )


def _pair(coders: Sequence[int]) -> tuple[int, int] | None:
    """The two coders that kappa is about: the first two unless others are asked for."""
    if len(coders) < 2:  # noqa: PLR2004 - a pair
        return None
    asked = [request.args.get(name) for name in ("first", "second")]
    if asked == [None, None]:
        return coders[0], coders[1]
    by_id = {str(one): one for one in coders}
    first, second = (by_id.get(one or "") for one in asked)
    if first is None or second is None or first == second:
        raise BadRequestError(_("Choose two of the coders of this interview."))
    return first, second


@bp.post("/agreement/settlements")
@open_to(SIGNED_IN)
def settlements_create(slug: str, code: str) -> ResponseReturnValue:
    """Give the code on a stretch as the others did, or take one's own mark back."""
    form = SettlingForm()
    sound = form.validate_on_submit()
    person, interview = at_the_interview(slug, code)
    if not sound:
        raise NotFoundError(_("There is no such passage."))
    for number in dict.fromkeys(str(form.marks.data).split()):
        settle(
            person,
            interview,
            find_mark(interview, int(number)),
            stands=form.stands.data == "yes",
        )
    flash(_("Settled."), "success")
    anchor = f"#code-{form.code_id.data}" if str(form.code_id.data).isdigit() else ""
    return redirect(url_for(".show", slug=slug, code=code) + anchor, 303)
