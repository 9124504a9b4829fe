"""The front page, and the pages that a public body owes to its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, url_for
from markupsafe import Markup

from consult import __version__
from consult.accounts import current_person, what_waits
from consult.contributions import totals_of
from consult.home.front import front_of
from consult.home.sitemap import addresses
from consult.kernel.access import EVERYONE, open_to
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.fragments import cached
from consult.kernel.i18n import current_language
from consult.kernel.pages import html_of
from consult.processes import process_at_hand

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.processes import Process

bp = Blueprint("home", __name__)

SOURCE = "https://www.gnu.org/licenses/agpl-3.0.html"


@bp.get("/")
@open_to(EVERYONE)
def index() -> ResponseReturnValue:
    """Show in one screen what is open, what one can do and where we are."""
    process = process_at_hand()
    if process is None:
        return render_template("home/nothing_yet.html")
    version, person = totals_of(process).version, current_person()
    minute = int(now().timestamp()) // 60
    key = ("front", process.id, process.version, version, minute, current_language())
    return render_template(
        "home/index.html",
        process=process,
        front=cached(key, lambda: _front(process)),
        things=what_waits.fill([person])[person.id] if person else [],
    )


def _front(process: Process) -> Markup:
    """Render the front page's own part: the same for everyone, kept until something changes."""
    return html_of("home/_front.html", process=process, front=front_of(process))


@bp.get("/accessibility")
@open_to(EVERYONE)
def accessibility() -> ResponseReturnValue:
    """State how accessible the site is, and whom to write to."""
    return render_template("home/accessibility.html")


@bp.get("/privacy")
@open_to(EVERYONE)
def privacy() -> ResponseReturnValue:
    """Tell what is kept of a person, why and for how long."""
    return render_template("home/privacy.html")


@bp.get("/source")
@open_to(EVERYONE)
def source() -> ResponseReturnValue:
    """Tell what this site runs, and under which licence."""
    return render_template("home/source.html", version=__version__, licence=SOURCE)


@bp.get("/robots.txt")
@open_to(EVERYONE)
def robots() -> ResponseReturnValue:
    """Let machines read what people read; a demo stays out of their indexes."""
    config = current_config()
    lines = ["User-agent: *"]
    if config.demo or config.development:
        lines.append("Disallow: /")
    else:
        lines += ["Disallow: /account", "Disallow: /sign-in", "Disallow: /*/desk/"]
        lines.append(f"Sitemap: {config.base_url}{url_for('home.sitemap')}")
    return _plain("\n".join(lines) + "\n")


@bp.get("/sitemap.xml")
@open_to(EVERYONE)
def sitemap() -> ResponseReturnValue:
    """List the pages that do not change with every idea."""
    page = render_template(
        "home/sitemap.xml", addresses=addresses(), base_url=current_config().base_url
    )
    return Response(page, mimetype="application/xml")


@bp.get("/.well-known/security.txt")
@open_to(EVERYONE)
def security() -> ResponseReturnValue:
    """Tell whom to warn of a weakness (RFC 9116)."""
    config = current_config()
    expires = now().replace(month=12, day=31, hour=23, minute=59, second=59, microsecond=0)
    return _plain(
        f"Contact: mailto:{config.mail_from}\n"
        f"Expires: {expires.isoformat()}\n"
        "Preferred-Languages: it, en\n"
        f"Canonical: {config.base_url}/.well-known/security.txt\n"
    )


def _plain(text: str) -> Response:
    return Response(text, mimetype="text/plain")
