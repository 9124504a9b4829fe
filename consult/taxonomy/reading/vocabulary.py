"""The parts of a plan file: what each table must and may hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from consult.kernel.i18n import _
from consult.taxonomy.colours import MARK_CONTRAST, TEXT_CONTRAST, WHITE, contrast
from consult.taxonomy.drafts import (
    ActDraft,
    ChannelDraft,
    PlatformDraft,
    StrategyDraft,
    Texts,
    ThemeDraft,
)
from consult.taxonomy.models import LEAST_AGE, ActKind, Shape
from consult.taxonomy.reading.tables import Table
from consult.territory import ZoneDraft

EARLIEST, LATEST, OLDEST, MOST_VOTES = 1900, 2200, 21, 1_000_000
LONGEST_LETTERS = 3


def years(plan: Table) -> tuple[int, int]:
    """The first and last year of the plan."""
    period = plan.table("period")
    first, last = period.whole("from", EARLIEST, LATEST), period.whole("to", EARLIEST, LATEST)
    period.done()
    if last < first:
        period.wrong("to", _("the plan ends before it begins."))
    return first, last


def time_zone(plan: Table) -> str:
    """The time zone in which the plan's dates are read."""
    name = plan.text("time_zone")
    if name and name not in available_timezones():
        plan.wrong("time_zone", _("“%(name)s” is not a time zone.", name=name[:40]))
    return name


def minimum_age(plan: Table) -> int:
    """The age from which one can take part: never under 14."""
    return plan.whole("minimum_age", LEAST_AGE, OLDEST)


def titled(tables: Iterable[Table], *others: str) -> list[dict[str, Any]]:
    """Tables of a code, a title and other texts, as plain data."""
    read = []
    for table in unique(tables):
        entry: dict[str, Any] = {"code": table.code(), "title": table.texts("title")}
        entry |= {key: table.texts(key) for key in others}
        table.done()
        read.append(entry)
    return read


def unique(tables: Iterable[Table], key: str = "code") -> list[Table]:
    """The same tables; two that share a value of a key are told."""
    read = list(tables)
    seen: set[str] = set()
    for table in read:
        value = table.text(key, required=False)
        if value and value in seen:
            table.wrong(key, _("“%(value)s” is here twice.", value=value[:40]))
        seen.add(value)
    return read


def acts(plan: Table) -> list[ActDraft]:
    """The acts of the plan's history."""
    read = []
    for table in plan.tables("acts"):
        on, only_month = table.day("date")
        votes = table.maybe_table("votes")
        read.append(
            ActDraft(
                kind=table.choice("kind", ActKind),
                on=on,
                only_month=only_month,
                number=table.text("number", required=False) or None,
                organ=table.texts("organ", required=False),
                title=table.texts("title", required=False),
                outcome=table.text("outcome", required=False) or None,
                votes=_votes(votes) if votes else None,
            )
        )
        table.done()
    return read


def _votes(table: Table) -> dict[str, int]:
    votes = {key: table.whole(key, 0, MOST_VOTES) for key in ("for", "against", "members")}
    table.done()
    if votes["for"] + votes["against"] > votes["members"]:
        table.wrong("members", _("there are more votes than members."))
    return votes


def platforms(root: Table) -> list[PlatformDraft]:
    """The platforms, each with its letter (white on its colour) and the plan's own projects."""
    read = []
    for table in unique(unique(root.tables("platforms", required=True)), "letter"):
        colour = table.colour()
        _readable(table, WHITE, colour, TEXT_CONTRAST)
        read.append(
            PlatformDraft(
                code=table.code(),
                letter=_letters(table, "letter", 1),
                colour=colour,
                title=table.texts("title"),
                short_title=table.texts("short_title", required=False),
                slogan=table.texts("slogan"),
                objective=table.texts("objective"),
                projects=titled(table.tables("projects")),
            )
        )
        table.done()
    return read


def themes(root: Table) -> list[ThemeDraft]:
    """The themes, each with a shape and a colour that stands out from the ground."""
    read = []
    for table in unique(root.tables("themes", required=True)):
        colour = table.colour()
        _readable(table, WHITE, colour, MARK_CONTRAST)
        read.append(
            ThemeDraft(
                code=table.code(),
                shape=table.choice("shape", Shape),
                colour=colour,
                title=table.texts("title"),
                hint=table.texts("hint", required=False),
            )
        )
        table.done()
    return read


def strategies(idea_map: Table) -> list[StrategyDraft]:
    """The strategies of the idea map."""
    read = []
    for table in unique(idea_map.tables("strategies")):
        read.append(StrategyDraft(table.code(), table.texts("title"), table.word_lists("keywords")))
        table.done()
    return read


def channels(root: Table) -> list[ChannelDraft]:
    """What the plan calls the doors."""
    read = []
    for table in unique(root.tables("channels", required=True)):
        read.append(
            ChannelDraft(table.code(), table.texts("title"), table.texts("with", required=False))
        )
        table.done()
    return read


def zones(root: Table) -> tuple[list[ZoneDraft], dict[str, Texts]]:
    """The zones, what stands outside them, and the vocation the plan sees in each."""
    inside = root.tables("zones", required=True)
    outside = root.tables("outside_zones")
    read, vocations = [], {}
    for place, table in enumerate(unique(unique([*inside, *outside]), "letters")):
        colour, ink = table.colour(), table.colour("ink")
        _readable(table, ink, colour, TEXT_CONTRAST)
        zone = ZoneDraft(
            code=table.code(),
            name=table.text("name"),
            letters=_letters(table, "letters", LONGEST_LETTERS),
            colour=colour,
            ink=ink,
            is_outside=place >= len(inside),
            note=table.texts("note", required=False),
        )
        vocation = table.texts("vocation", required=False)
        if vocation:
            vocations[zone.code] = vocation
        table.done()
        read.append(zone)
    return read, vocations


def _letters(table: Table, key: str, most: int) -> str:
    said = table.text(key)
    if said and (len(said) > most or not said.isalnum()):
        table.wrong(
            key, _("“%(said)s”: letters only, at most %(most)d.", said=said[:20], most=most)
        )
    return said


def _readable(table: Table, ink: str, ground: str, least: float) -> None:
    ratio = contrast(ink, ground)
    if ratio < least:
        table.wrong(
            "colour",
            _(
                "%(ink)s on %(ground)s has a contrast of %(ratio).1f: it needs %(least).1f.",
                ink=ink,
                ground=ground,
                ratio=ratio,
                least=least,
            ),
        )
