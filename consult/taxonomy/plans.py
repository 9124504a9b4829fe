"""The public page of the plan itself, and the stylesheet of its signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from consult.kernel.access import EVERYONE, open_to, visitor
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.taxonomy.policy import can_edit_plan
from consult.taxonomy.queries import (
    acts_of,
    channels_of,
    get_cycle,
    home_cycle,
    platforms_of,
    strategies_of,
    territory_of,
    themes_of,
)
from consult.taxonomy.signs import stylesheet
from consult.taxonomy.words import ACTS, OUTCOMES
from consult.territory import zones_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("taxonomy_plan", __name__)

SHEET = re.compile(r"signs-([0-9a-f]{10})\.css")
A_YEAR = 31_536_000


@bp.get("/plan")
@open_to(EVERYONE)
def show() -> ResponseReturnValue:
    """Show how the plan looks at its land, its vocabulary and the acts it went through."""
    cycle = home_cycle()
    return render_template(
        "taxonomy/plan.html",
        cycle=cycle,
        platforms=platforms_of(cycle),
        themes=themes_of(cycle),
        strategies=strategies_of(cycle),
        channels=channels_of(cycle),
        acts=acts_of(cycle),
        kinds=ACTS,
        outcomes=OUTCOMES,
        may_edit=can_edit_plan(visitor()),
    )


@bp.get("/cycles/<code>/<sheet>")
@open_to(EVERYONE)
def signs_show(code: str, sheet: str) -> ResponseReturnValue:
    """Serve the colours of a plan's signs, kept by browsers for as long as they stay the same.

    An older address answers with the present signs, for a page that was kept, and is not kept.
    """
    named = SHEET.fullmatch(sheet)
    if named is None:
        raise NotFoundError(_("There is nothing here."))
    cycle = get_cycle(code)
    answer = Response(
        stylesheet(zones_of(territory_of(cycle)), platforms_of(cycle), themes_of(cycle)),
        mimetype="text/css",
    )
    present = named.group(1) == cycle.signs_version
    answer.headers["Cache-Control"] = (
        f"public, max-age={A_YEAR}, immutable" if present else "no-cache"
    )
    return answer
