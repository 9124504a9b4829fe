"""The public page of the rules that what people write is read by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.accounts import current_person
from consult.kernel.access import EVERYONE, open_to
from consult.moderation.reasons import reasons_of
from consult.processes import get_process

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("moderation", __name__, url_prefix="/processes/<slug>/rules")


@bp.get("")
@open_to(EVERYONE)
def rules(slug: str) -> ResponseReturnValue:
    """Print the rules, in their order."""
    process = get_process(slug, current_person())
    return render_template("moderation/rules.html", process=process, reasons=reasons_of(process))
