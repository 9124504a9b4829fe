"""The filters of the list of ideas, as its address spells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from consult.contributions import SEARCH_KIND, Channel, Filter, Side
from consult.ideas.narrowing import Reach, came_to, reaches, touching
from consult.ideas.vocabulary import Spot, Vocabulary, vocabulary_of
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _
from consult.kernel.text import clean_line
from consult.search import holding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.datastructures import MultiDict

    from consult.processes import Process
    from consult.taxonomy import ChannelName, Platform, Theme
    from consult.territory import Zone

FILTER_KEYS = ("zone", "theme", "municipality", "channel", "state", "platform", "q")
LONGEST_WORDS = 200
MOST_HITS = 2_000

Sign = TypeVar("Sign")
Spelled = dict[str, list[str] | str]


@dataclass(frozen=True, slots=True)
class IdeaFilters:
    """What the list is narrowed to, and what it can be narrowed to."""

    vocabulary: Vocabulary
    reaches: Sequence[Reach]
    chosen_zones: tuple[Zone, ...]
    chosen_themes: tuple[Theme, ...]
    chosen_platforms: tuple[Platform, ...]
    chosen_reaches: tuple[Reach, ...]
    municipality: Spot | None
    channel: ChannelName | None
    words: str

    @property
    def any_chosen(self) -> bool:
        """Whether the list is narrowed at all."""
        return bool(self.query())

    def query(self) -> Spelled:
        """Return the filters as they stand in an address."""
        spelled: Spelled = {
            "zone": [zone.code for zone in self.chosen_zones],
            "theme": [theme.code for theme in self.chosen_themes],
            "platform": [platform.code for platform in self.chosen_platforms],
            "state": [reach.key for reach in self.chosen_reaches],
            "municipality": self.municipality.slug if self.municipality else "",
            "channel": self.channel.code if self.channel else "",
            "q": self.words,
        }
        return {key: value for key, value in spelled.items() if value}

    def without(self, key: str, value: str = "") -> Spelled:
        """Return the address's filters with one taken away."""
        spelled = self.query()
        held = spelled.get(key)
        if isinstance(held, list):
            spelled[key] = [one for one in held if one != value]
        else:
            spelled.pop(key, None)
        return spelled

    def filter(self, process: Process) -> Filter:
        """Return the same filters as the spine understands them."""
        places: frozenset[int] | None = None
        if self.chosen_zones:
            places = self.vocabulary.in_zones(self.chosen_zones)
        if self.municipality:
            own = frozenset({self.municipality.id})
            places = own if places is None else places & own
        hits = None
        if self.words:
            hits = holding(SEARCH_KIND, self.words, MOST_HITS)
        return Filter(
            municipality_ids=places,
            theme_ids=frozenset(theme.id for theme in self.chosen_themes) or None,
            channel=Channel(self.channel.code) if self.channel else None,
            hits=hits,
            among=self._among(process),
        )

    def _among(self, process: Process) -> tuple[tuple[Side, ...], ...]:
        groups = []
        if self.chosen_reaches:
            groups.append(tuple(came_to(process, reach) for reach in self.chosen_reaches))
        if self.chosen_platforms:
            groups.append(touching(process, {one.id for one in self.chosen_platforms}))
        return tuple(groups)


def read_filters(process: Process, asked: MultiDict[str, str]) -> IdeaFilters:
    """Read the list's filters from its address.

    Raises `BadRequestError` for a zone, theme or anything else that the plan does not have.
    """
    known = vocabulary_of(process)
    channels = {one.code: one for one in known.channels if one.code in set(Channel)}
    return IdeaFilters(
        vocabulary=known,
        reaches=reaches(),
        chosen_zones=_several({one.code: one for one in known.zones}, asked, "zone"),
        chosen_themes=_several({one.code: one for one in known.themes}, asked, "theme"),
        chosen_platforms=_several({one.code: one for one in known.platforms}, asked, "platform"),
        chosen_reaches=_several({one.key: one for one in reaches()}, asked, "state"),
        municipality=_one({one.slug: one for one in known.spots}, asked, "municipality"),
        channel=_one(channels, asked, "channel"),
        words=clean_line(asked.get("q", ""))[:LONGEST_WORDS],
    )


def _several(known: Mapping[str, Sign], asked: MultiDict[str, str], key: str) -> tuple[Sign, ...]:
    """Read what may be chosen more than once; the same twice counts once."""
    return tuple(_known(known, code) for code in dict.fromkeys(asked.getlist(key)) if code)


def _one(known: Mapping[str, Sign], asked: MultiDict[str, str], key: str) -> Sign | None:
    code = asked.get(key)
    return _known(known, code) if code else None


def _known(known: Mapping[str, Sign], code: str) -> Sign:
    if code not in known:
        raise BadRequestError(_("The plan knows no “%(code)s”.", code=code[:40]))
    return known[code]
