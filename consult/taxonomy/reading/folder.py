"""A plan's folder: plan.yaml, municipalities.csv and boundaries.geojson, read as one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from consult.kernel.i18n import _
from consult.taxonomy.drafts import PlanDraft
from consult.taxonomy.reading import vocabulary
from consult.taxonomy.reading.municipalities import read_municipalities
from consult.taxonomy.reading.report import Report
from consult.taxonomy.reading.tables import LANGUAGE, Page, Table
from consult.territory import TerritoryDraft

SCHEMA = 1
# Parts that later rooms read; here they are only kept.
KEPT = ("phases", "zone_agenda", "backgrounds", "implementation")


def read_plan(folder: Path) -> PlanDraft:
    """Read a plan's three files.

    Raises `PlanError` with everything that is wrong in them.
    """
    report = Report()
    root = _open(folder / "plan.yaml", report)
    report.check()
    draft = _plan(root, folder, report)
    report.check()
    return draft


def _open(path: Path, report: Report) -> Table:
    page = Page(path.name, report)
    missing = yaml.MappingNode("missing", [])
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError:
        report.add(path.name, 1, "-", _("this file cannot be opened."))
        return Table(page, missing, "")
    except UnicodeDecodeError:
        report.add(path.name, 1, "-", _("this file is not in UTF-8."))
        return Table(page, missing, "")
    except (yaml.YAMLError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        report.add(
            path.name, line, "-", _("this is not YAML (%(fault)s).", fault=_first_line(fault))
        )
        return Table(page, missing, "")
    if node is None:
        report.add(path.name, 1, "-", _("this file is empty."))
        return Table(page, missing, "")
    return Table(page, node, "")


def _first_line(fault: Exception) -> str:
    return str(getattr(fault, "problem", None) or fault).splitlines()[0]


def _plan(root: Table, folder: Path, report: Report) -> PlanDraft:
    root.whole("schema", SCHEMA, SCHEMA)
    plan = root.table("plan")
    root.page.languages = _languages(plan)
    first, last = vocabulary.years(plan)
    zones, vocations = vocabulary.zones(root)
    idea_map = root.maybe_table("idea_map")
    strategies = vocabulary.strategies(idea_map) if idea_map else []
    extras: dict[str, Any] = {key: root.plain(key) for key in KEPT}
    if idea_map:
        extras["idea_map"] = {
            "maturity": idea_map.words("maturity"),
            "note": idea_map.plain("note"),
        }
        idea_map.done()
    draft = PlanDraft(
        code=plan.code(),
        title=plan.texts("title"),
        subtitle=plan.texts("subtitle"),
        body=plan.texts("body"),
        from_year=first,
        to_year=last,
        time_zone=vocabulary.time_zone(plan),
        minimum_age=vocabulary.minimum_age(plan),
        languages=list(root.page.languages),
        looks=vocabulary.titled(plan.tables("looks"), "text"),
        tracks=vocabulary.titled(plan.tables("tracks"), "text"),
        extras={key: value for key, value in extras.items() if value is not None},
        acts=tuple(vocabulary.acts(plan)),
        platforms=tuple(vocabulary.platforms(root)),
        themes=tuple(vocabulary.themes(root)),
        strategies=tuple(strategies),
        channels=tuple(vocabulary.channels(root)),
        vocations=vocations,
        territory=_territory(root.table("territory")),
    )
    plan.done()
    root.done()
    municipalities = read_municipalities(folder, {zone.code for zone in zones}, report)
    territory = replace(draft.territory, zones=tuple(zones), municipalities=municipalities)
    return replace(draft, territory=territory)


def _languages(plan: Table) -> tuple[str, ...]:
    languages = plan.words("languages", required=True)
    for code in languages:
        if not LANGUAGE.fullmatch(code):
            plan.wrong("languages", _("“%(code)s” is not a language code.", code=code[:20]))
    return tuple(languages)


def _territory(table: Table) -> TerritoryDraft:
    year = table.text("population_year", required=False)
    territory = TerritoryDraft(
        code=table.code(),
        name=table.text("name"),
        zones_title=table.texts("zones_title"),
        credit=table.texts("credit"),
        population_year=(
            table.whole("population_year", vocabulary.EARLIEST, vocabulary.LATEST) if year else None
        ),
        zones=(),
        municipalities=(),
    )
    table.done()
    return territory
