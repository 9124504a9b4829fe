"""What every template may use: assets, icons, languages, words for days and numbers."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask import g, render_template, request
from markupsafe import Markup, escape

from consult.kernel import i18n, times
from consult.kernel.access import visitor
from consult.kernel.config import current_config
from consult.kernel.qr import qr_svg
from consult.kernel.text import excerpt

if TYPE_CHECKING:
    from flask import Flask

STATIC_PREFIX = "/static/"


def template_folder() -> Path:
    """Return where the templates are: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def static_folder() -> Path:
    """Return where the built front end is."""
    return Path(__file__).resolve().parents[1] / "static"


@lru_cache(maxsize=1)
def _manifest() -> dict[str, str]:
    manifest = static_folder() / "manifest.json"
    return json.loads(manifest.read_text()) if manifest.exists() else {}


def html_of(template: str, **context: object) -> Markup:
    """Return what one of our templates says with these things: safe HTML, which it escaped."""
    return Markup(render_template(template, **context))  # noqa: S704 - our own template


def asset(name: str) -> str:
    """Return the address of a built file, its content's hash in its name."""
    return STATIC_PREFIX + _manifest().get(name, name)


def icon(name: str, size: int = 20) -> Markup:
    """Return an icon of the sprite; it always stands beside a word, so readers skip it."""
    return Markup(
        '<svg class="icon" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        '<use href="{sprite}#it-{name}"></use></svg>'
    ).format(size=size, sprite=asset("sprites.svg"), name=name)


def lang_url(code: str) -> str:
    """Return the address of this very page in another language."""
    pairs = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]

    return f"{own_path()}?{urlencode([*pairs, ('lang', code)])}"


def own_path() -> str:
    """Return this page's own path as an address spells it."""
    return quote(request.path, safe="/", errors="replace")


def _context() -> dict[str, Any]:
    bare = g.get("bare", False)
    return {
        "person": None if bare else visitor(),
        "config": current_config(),
        "language": i18n.current_language(),
        "languages": i18n.LANGUAGES,
        "can_switch_language": request.method in {"GET", "HEAD"},
    }


def _lines(value: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in value.splitlines())


def set_up_pages(app: Flask) -> None:
    """Give every template its words."""
    app.context_processor(_context)
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.add_extension("jinja2.ext.do")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # from an extension
        lambda said: i18n.catalogue(i18n.current_language()).ugettext(said),
        lambda one, many, num: i18n.catalogue(i18n.current_language()).ungettext(one, many, num),
        newstyle=True,
    )
    environment.globals.update(
        asset=asset, own_path=own_path, icon=icon, lang_url=lang_url, qr_svg=qr_svg
    )
    environment.filters.update(
        ago=times.ago,
        day=times.day,
        day_time=times.day_time,
        excerpt=excerpt,
        hour=times.hour,
        language_of=i18n.language_of,
        lines=_lines,
        month=times.month,
        number=i18n.number,
        t=i18n.text,
        week_day=times.week_day,
    )
