"""The frame around every page: whose site this is, where one can go, what is owed to readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, g, has_request_context, url_for

from consult.kernel.db import db
from consult.kernel.i18n import _, current_language, text
from consult.kernel.times import set_zone
from consult.processes import process_at_hand
from consult.taxonomy import home_cycle_or_none, signs_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.taxonomy import Cycle


@dataclass(frozen=True, slots=True)
class Site:
    """Whose site this is, as the header and the footer say it."""

    body_name: str
    title: str
    subtitle: str
    address: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A place that the header leads to."""

    key: str
    label: str
    url: str


NOBODY = Site(body_name="Consult", title="Consult", subtitle="")


def _site(cycle: Cycle) -> Site:
    address = cycle.extras.get("address", {}) if cycle.extras else {}
    lines = text(address) if address else ""
    return Site(
        body_name=text(cycle.body),
        title=text(cycle.title),
        subtitle=text(cycle.subtitle),
        address=lines.splitlines(),
    )


def _navigation(slug: str) -> list[Item]:
    return [
        Item("process", _("Take part"), url_for("processes.show", slug=slug)),
        Item("ideas", _("Ideas"), url_for("ideas.index", slug=slug)),
        Item("ideamap", _("Idea map"), url_for("ideamap.index", slug=slug)),
        Item("zones", _("Zones"), url_for("territory.index")),
        Item("platforms", _("Platforms"), url_for("taxonomy.index")),
        Item("projects", _("Projects"), url_for("projects.index", slug=slug)),
    ]


def _footer(slug: str | None) -> list[tuple[str, list[tuple[str, str]]]]:
    process = (
        [
            (_("The pact"), url_for("processes.pact_show", slug=slug)),
            (_("Tables"), url_for("tables.index", slug=slug)),
            (_("Phases and dates"), url_for("processes.show", slug=slug) + "#phases"),
            (_("Moderation rules"), url_for("moderation.rules", slug=slug)),
        ]
        if slug
        else []
    )
    open_data = [(_("Open data"), url_for("opendata.index", slug=slug))] if slug else []
    return [
        (_("The process"), process),
        (
            _("Transparency"),
            [
                *open_data,
                (_("The plan"), url_for("taxonomy_plan.show")),
                (_("All consultations"), url_for("processes.index")),
                (_("Source code"), url_for("home.source")),
            ],
        ),
        (
            _("Rights"),
            [
                (_("Accessibility"), url_for("home.accessibility")),
                (_("Privacy"), url_for("home.privacy")),
            ],
        ),
    ]


def _context() -> dict[str, Any]:
    """Give every page its frame; a page made while the database is away does without."""
    if not has_request_context() or g.get("bare"):
        return {"site": NOBODY, "navigation": [], "footer": [], "current": None}
    # A page is made of many templates, each asks for its context, and all get the same.
    key = ("frame", current_language())
    kept: dict[Any, Any] = db.session.info
    if key not in kept or kept.get("writing"):
        kept[key] = _made()
    return dict(kept[key])


def _made() -> dict[str, Any]:
    process = process_at_hand()
    cycle = process.cycle if process else home_cycle_or_none()
    return {
        "site": _site(cycle) if cycle else NOBODY,
        "navigation": _navigation(process.slug) if process else [],
        "footer": _footer(process.slug if process else None),
        "current": process,
        "plan_stylesheet": signs_url(cycle) if cycle else None,
    }


def _choose_zone() -> None:
    """Show moments on the plan's clock."""
    set_zone("UTC")


def set_up_frame(app: Flask) -> None:
    """Put the frame around every page."""
    app.before_request(_choose_zone)
    app.context_processor(_context)
