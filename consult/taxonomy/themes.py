"""The public pages of themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from consult.kernel.access import EVERYONE, open_to
from consult.taxonomy.queries import get_theme, home_cycle, themes_of
from consult.taxonomy.slots import theme_figures, theme_voices

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("taxonomy_themes", __name__, url_prefix="/themes")


@bp.get("")
@open_to(EVERYONE)
def index() -> ResponseReturnValue:
    """Show the themes, each with its shape."""
    cycle = home_cycle()
    themes = themes_of(cycle)
    return render_template(
        "taxonomy/themes.html", cycle=cycle, themes=themes, figures=theme_figures.fill(themes)
    )


@bp.get("/<code>")
@open_to(EVERYONE)
def show(code: str) -> ResponseReturnValue:
    """Show one theme and the latest voices on it."""
    cycle = home_cycle()
    theme = get_theme(cycle, code)
    return render_template(
        "taxonomy/theme.html",
        cycle=cycle,
        theme=theme,
        figures=theme_figures.fill([theme])[theme.id],
        voices=theme_voices.fill([theme])[theme.id],
        themes=themes_of(cycle),
    )
