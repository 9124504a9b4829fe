"""A consultation's own vocabulary: a cycle that begins empty and grows with what is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.kernel.db import db
from consult.kernel.i18n import _, speaking
from consult.taxonomy.models import LEAST_AGE, ChannelName, Cycle, Platform, Shape, Strategy, Theme
from consult.taxonomy.queries import platforms_of, territory_of, themes_of
from consult.taxonomy.signs import stylesheet, version_of
from consult.territory import AREA_GROUNDS, add_areas, found_territory, slug_of, zones_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_CODE = 60
OWN = "own_vocabulary"


def found_cycle(
    code: str, title: dict[str, str], languages: Sequence[str], time_zone: str, year: int
) -> Cycle:
    """Make a cycle with a territory without areas and no theme yet, for one consultation.

    It has one platform and one strategy, so that projects and the map have a place to begin.
    """
    zones = {language: _in(language, "Areas") for language in languages}
    territory = found_territory(code, next(iter(title.values())), zones)
    cycle = Cycle(
        code=code,
        territory=territory,
        title=title,
        subtitle={},
        body={},
        from_year=year,
        to_year=year + 1,
        time_zone=time_zone,
        minimum_age=LEAST_AGE,
        languages=list(languages),
        looks=[],
        tracks=[],
        extras={OWN: True},
        signs_version="",
    )
    db.session.add(cycle)
    db.session.flush()
    ideas = {language: _in(language, "Ideas") for language in languages}
    db.session.add_all(
        (
            Platform(
                cycle_id=cycle.id,
                code="projects",
                letter="A",
                colour=AREA_GROUNDS[0],
                title={language: _in(language, "Projects") for language in languages},
                short_title={},
                slogan={},
                objective={},
                projects=[],
                position=1,
            ),
            Strategy(cycle_id=cycle.id, code="ideas", title=ideas, keywords={}, position=1),
            *_channels(cycle, languages),
        )
    )
    renew_signs(cycle)
    return cycle


def is_own(cycle: Cycle) -> bool:
    """Whether a cycle is one consultation's own, and takes areas and themes from an import."""
    return bool(cycle.extras.get(OWN))


def _channels(cycle: Cycle, languages: Sequence[str]) -> list[ChannelName]:
    names = {"online": "Online", "territorial-table": "Meetings"}
    return [
        ChannelName(
            cycle_id=cycle.id,
            code=code,
            title={language: _in(language, name) for language in languages},
            with_whom={},
            position=position,
        )
        for position, (code, name) in enumerate(names.items(), 1)
    ]


def _in(language: str, name: str) -> str:
    """Say one of the few names of an own vocabulary in a language."""
    with speaking(language):
        said = {
            "Areas": _("Areas"),
            "Ideas": _("Ideas"),
            "Projects": _("Projects"),
            "Online": _("Online"),
            "Meetings": _("Meetings"),
        }
        return said[name]


def add_vocabulary(
    cycle: Cycle, *, areas: Sequence[str] = (), themes: Sequence[str] = (), language: str
) -> None:
    """Let an own vocabulary grow by names in a language; none of them is in it already."""
    if areas:
        add_areas(territory_of(cycle), areas)
    shapes = list(Shape)
    if themes:
        db.lock_row(cycle)
        for position, name in enumerate(themes, len(themes_of(cycle)) + 1):
            code = slug_of(name)[:LONGEST_CODE].strip("-") or f"theme-{position}"
            db.session.add(
                Theme(
                    cycle_id=cycle.id,
                    code=code,
                    title={language: name},
                    hint={},
                    shape=shapes[(position - 1) % len(shapes)],
                    colour=AREA_GROUNDS[(position - 1) % len(AREA_GROUNDS)],
                    position=position,
                )
            )
        db.session.flush()
    renew_signs(cycle)


def renew_signs(cycle: Cycle) -> None:
    """Give the stylesheet of signs a new address when a sign was added."""
    zones = zones_of(territory_of(cycle))
    cycle.signs_version = version_of(stylesheet(zones, platforms_of(cycle), themes_of(cycle)))
    db.session.flush()
