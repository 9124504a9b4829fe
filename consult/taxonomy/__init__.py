"""A plan's own vocabulary, read from its file; knows no person."""

from consult.taxonomy.loading import load_plan
from consult.taxonomy.models import (
    ActKind,
    ChannelName,
    Cycle,
    PlanAct,
    Platform,
    Shape,
    Strategy,
    Theme,
    ZoneVocation,
)
from consult.taxonomy.own import add_vocabulary, found_cycle, is_own
from consult.taxonomy.queries import (
    acts_of,
    channels_of,
    get_cycle,
    get_platform,
    get_strategy,
    get_theme,
    home_cycle,
    home_cycle_or_none,
    platforms_of,
    strategies_of,
    territory_of,
    themes_of,
)
from consult.taxonomy.reading import PlanError
from consult.taxonomy.signs import signs_url
from consult.taxonomy.slots import (
    platform_figures,
    platform_places,
    platform_projects,
    platform_voices,
    theme_figures,
    theme_voices,
)

__all__ = [
    "ActKind",
    "ChannelName",
    "Cycle",
    "PlanAct",
    "PlanError",
    "Platform",
    "Shape",
    "Strategy",
    "Theme",
    "ZoneVocation",
    "acts_of",
    "add_vocabulary",
    "channels_of",
    "found_cycle",
    "get_cycle",
    "get_platform",
    "get_strategy",
    "get_theme",
    "home_cycle",
    "home_cycle_or_none",
    "is_own",
    "load_plan",
    "platform_figures",
    "platform_places",
    "platform_projects",
    "platform_voices",
    "platforms_of",
    "signs_url",
    "strategies_of",
    "territory_of",
    "theme_figures",
    "theme_voices",
    "themes_of",
]
