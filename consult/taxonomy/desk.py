"""The administrators' desk for the plan's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from consult.kernel.access import ADMINISTRATOR, open_to, visitor
from consult.kernel.errors import ConflictError, NotFoundError, RefusedError
from consult.kernel.i18n import _, text
from consult.taxonomy.commands import WORDS, WordedThing, reword
from consult.taxonomy.forms import BaseWordsForm, words_form
from consult.taxonomy.models import Cycle, ZoneVocation
from consult.taxonomy.queries import (
    get_platform,
    get_strategy,
    get_theme,
    get_vocation,
    home_cycle,
    platforms_of,
    strategies_of,
    themes_of,
    vocations_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

bp = Blueprint("taxonomy_desk", __name__, url_prefix="/desk/plan")


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that is not as it was saved meanwhile."""

    label: str
    saved: str
    typed: str


@bp.get("")
@open_to(ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List everything whose words can be changed."""
    cycle = home_cycle()
    return render_template("taxonomy/desk.html", cycle=cycle, groups=_groups(cycle))


def _groups(cycle: Cycle) -> list[tuple[str, list[tuple[str, str, WordedThing]]]]:
    """The things by kind: their kind's code, their own code, and the thing."""
    return [
        (_("The plan"), [("plans", cycle.code, cycle)]),
        (_("Platforms"), [("platforms", one.code, one) for one in platforms_of(cycle)]),
        (_("Themes"), [("themes", one.code, one) for one in themes_of(cycle)]),
        (_("Strategies"), [("strategies", one.code, one) for one in strategies_of(cycle)]),
        (
            _("Vocations of the zones"),
            [("zones", one.zone.code, one) for one in vocations_of(cycle)],
        ),
    ]


@dataclass(frozen=True, slots=True)
class Found:
    """The thing whose words are at hand, and what the page calls it."""

    kind: str
    code: str
    cycle: Cycle
    thing: WordedThing
    name: str
    languages: Sequence[str]


@bp.get("/<kind>/<code>")
@open_to(ADMINISTRATOR)
def edit(kind: str, code: str) -> ResponseReturnValue:
    """Show a thing's words, to change them."""
    found = _find(kind, code)
    return _page(found, words_form(found.thing, found.languages))


@bp.post("/<kind>/<code>")
@open_to(ADMINISTRATOR)
def update(kind: str, code: str) -> ResponseReturnValue:
    """Keep the words; the second of two editors sees what differs and loses nothing."""
    found = _find(kind, code)
    form = words_form(found.thing, found.languages)
    if form.validate_on_submit():
        draft = form.draft(found.thing, found.languages)
        try:
            reword(visitor(), found.thing, draft, found.languages[0])
        except ConflictError as conflict:
            form.show(conflict)
            form.version.data = str(found.thing.version)
            return _page(found, form, _differing(found, form)), 409
        except RefusedError as refusal:
            form.show(refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".index"), 303)
    return _page(found, form), 422


def _find(kind: str, code: str) -> Found:
    cycle = home_cycle()
    thing: WordedThing
    match kind:
        case "plans" if code == cycle.code:
            thing = cycle
        case "platforms":
            thing = get_platform(cycle, code)
        case "themes":
            thing = get_theme(cycle, code)
        case "strategies":
            thing = get_strategy(cycle, code)
        case "zones":
            thing = get_vocation(cycle, code)
        case _:
            raise NotFoundError(_("There is nothing here."))
    name = thing.zone.name if isinstance(thing, ZoneVocation) else text(thing.title)
    return Found(kind, code, cycle, thing, name, tuple(cycle.languages))


def _differing(found: Found, form: BaseWordsForm) -> list[Difference]:
    return [
        Difference(str(box.label.text), saved, typed)
        for field in WORDS[type(found.thing)]
        for language in found.languages
        if (saved := getattr(found.thing, field).get(language, ""))
        != (typed := str((box := form[f"{field}_{language}"]).data or ""))
    ]


def _page(found: Found, form: BaseWordsForm, differing: Sequence[Difference] = ()) -> str:
    return render_template(
        "taxonomy/edit.html",
        found=found,
        form=form,
        boxes=[
            form[f"{field}_{language}"]
            for field in WORDS[type(found.thing)]
            for language in found.languages
        ],
        differing=differing,
    )
