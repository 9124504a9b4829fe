"""A map of numbers: shapes shaded by class, with legend, pins and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consult.kernel.i18n import _, number
from consult.territory.classes import Classes
from consult.territory.drawing import Drawing

PIN_WIDTH = 34  # pins on the same spot stand side by side


@dataclass(frozen=True, slots=True)
class Area:
    """A shape to fill; several municipalities share one where they have since become one."""

    code: str
    path: str
    level: int
    label: str
    value_text: str
    url: str | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Border:
    """The outline of a zone and where its name, or on a small map its letters, stand."""

    code: str
    path: str
    label: str
    x: int
    y: int
    letters: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A shade and what it means; 0 is the hatch."""

    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality in the table that says what the map shows."""

    label: str
    zone: str
    value_text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered stop on the map."""

    n: int
    x: int
    y: int
    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Choropleth:
    """All that the component draws and writes."""

    view_box: str
    areas: Sequence[Area]
    outlines: Sequence[Border]
    legend: Sequence[LegendItem]
    credit: str
    note: str
    table: Sequence[Row]
    pins: Sequence[Pin] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each municipality, by its code.

    With `over`, values are divided by it and multiplied by `times`: voices over population times
    10,000; population over square kilometres. A code that is not among the values counts as
    `missing`; none means that the number is not known. `say` words a number in its unit. `scale`
    holds all the numbers that shades are chosen by, where more are compared than are drawn.
    """

    values: Mapping[str, float | None]
    say: Callable[[float], str] = number
    over: Mapping[str, float | None] | None = None
    times: float = 1
    step: float = 1
    missing: float | None = 0
    none_label: str = ""
    scale: Sequence[float] = ()

    def value(self, codes: Sequence[str]) -> float | None:
        """The number of some municipalities taken together, or none where one is not known."""
        total = _sum(self.values.get(code, self.missing) for code in codes)
        if total is None or self.over is None:
            return total
        base = _sum(self.over.get(code) for code in codes)
        return total / base * self.times if base else None

    def words(self, value: float | None) -> str:
        """A number in words."""
        if value is None:
            return _("not known")
        rounded = round(round(value / self.step) * self.step, 6)
        return self.say(int(rounded) if float(rounded).is_integer() else rounded)


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality as the map needs it; `shape` is the code it is drawn by."""

    code: str
    name: str
    shape: str
    zone: str
    url: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ZoneSign:
    """A zone as the map names it."""

    code: str
    name: str
    letters: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a pin goes, in degrees."""

    longitude: float
    latitude: float
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands on the map on its day."""

    places: Sequence[Place]
    zones: Sequence[ZoneSign]
    credit: str = ""
    note: str = ""
    marks: Sequence[Mark] = field(default=())


def draw(scene: Scene, series: Series, drawing: Drawing | None) -> Choropleth:
    """Shade a scene by a series. Without a drawing there is still the table."""
    by_shape: dict[str, list[Place]] = {}
    for place in scene.places:
        by_shape.setdefault(place.shape, []).append(place)
    values = {shape: _value(series, shape, places) for shape, places in by_shape.items()}
    known = [value for value in values.values() if value is not None]
    classes = Classes.of(series.scale or known, series.step)
    zones = {zone.code: zone.name for zone in scene.zones}
    return Choropleth(
        view_box=drawing.view_box if drawing else "0 0 1 1",
        areas=[
            _area(places, drawing.paths[shape], values[shape], classes, series)
            for shape, places in by_shape.items()
            if drawing and shape in drawing.paths
        ],
        outlines=_borders(scene, drawing) if drawing else [],
        legend=_legend(classes, _hatch(series, values.values())),
        credit=scene.credit,
        note=scene.note,
        table=[
            Row(
                place.name,
                zones.get(place.zone, ""),
                series.words(series.value([place.code])),
                place.url,
            )
            for place in scene.places
        ],
        pins=_pins(scene.marks, drawing) if drawing else [],
    )


def _value(series: Series, shape: str, places: Sequence[Place]) -> float | None:
    """The number of a shape: of its municipalities, or else of what they became."""
    value = series.value([place.code for place in places])
    return series.value([shape]) if value is None else value


def _area(
    places: Sequence[Place], path: str, value: float | None, classes: Classes, series: Series
) -> Area:
    return Area(
        code=places[0].shape,
        path=path,
        level=classes.level(value),
        label=", ".join(place.name for place in places),
        value_text=series.words(value),
        url=places[0].url,
        chosen=any(place.chosen for place in places),
    )


def _borders(scene: Scene, drawing: Drawing) -> list[Border]:
    borders = []
    for zone in scene.zones:
        codes = {place.shape for place in scene.places if place.zone == zone.code}
        outline = drawing.outline(codes & drawing.paths.keys())
        if outline.path:
            borders.append(
                Border(zone.code, outline.path, zone.name, outline.x, outline.y, zone.letters)
            )
    return borders


def _hatch(series: Series, values: Iterable[float | None]) -> str | None:
    """What the hatch means, or none where it is only for what is not known and all is."""
    if series.missing is None and all(values):
        return None
    return series.none_label or _("none")


def _legend(classes: Classes, hatch: str | None) -> list[LegendItem]:
    items = [] if hatch is None else [LegendItem(0, hatch)]
    for level, first, last in classes.spans():
        if last is None:
            label = _("%(first)s and more", first=_short(first))
        elif first == last:
            label = _short(first)
        else:
            label = f"{_short(first)}–{_short(last)}"  # noqa: RUF001 - a span takes an en dash
        items.append(LegendItem(level, label))
    return items


def _short(value: float) -> str:
    return number(int(value) if float(value).is_integer() else value)


def _pins(marks: Sequence[Mark], drawing: Drawing) -> list[Pin]:
    pins: list[Pin] = []
    for n, mark in enumerate(marks, 1):
        x, y = drawing.projection.point(mark.longitude, mark.latitude)
        while any(abs(pin.x - x) < PIN_WIDTH and abs(pin.y - y) < PIN_WIDTH for pin in pins):
            x += PIN_WIDTH
        pins.append(Pin(n, x, y, mark.label, mark.url))
    return pins
