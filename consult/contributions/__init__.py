"""The spine: what was said, by which voice, where, its state and its evidence."""

from consult.contributions.commands import (
    CODE_LETTERS,
    ContributionDraft,
    hide,
    publish,
    record,
    voice_of,
)
from consult.contributions.facts import (
    contribution_hidden,
    contribution_published,
    contribution_recorded,
)
from consult.contributions.models import Channel, Contribution, State, Voice, VoiceKind
from consult.contributions.policy import can_read
from consult.contributions.queries import (
    Filter,
    Totals,
    author_of,
    by_state,
    contributions_with,
    count_waiting,
    counts_by_place,
    counts_by_theme,
    find_readable,
    get_contribution,
    latest_in,
    longest_waiting,
    published_in,
    said_by,
    standings_of,
    totals_of,
)
from consult.contributions.reactions import SEARCH_KIND
from consult.contributions.slots import STAGES, Standing, Stop, StopState, standing, timeline
from consult.contributions.tallies import recount, touch_process

__all__ = [
    "CODE_LETTERS",
    "SEARCH_KIND",
    "STAGES",
    "Channel",
    "Contribution",
    "ContributionDraft",
    "Filter",
    "Standing",
    "State",
    "Stop",
    "StopState",
    "Totals",
    "Voice",
    "VoiceKind",
    "author_of",
    "by_state",
    "can_read",
    "contribution_hidden",
    "contribution_published",
    "contribution_recorded",
    "contributions_with",
    "count_waiting",
    "counts_by_place",
    "counts_by_theme",
    "find_readable",
    "get_contribution",
    "hide",
    "latest_in",
    "longest_waiting",
    "publish",
    "published_in",
    "record",
    "recount",
    "said_by",
    "standing",
    "standings_of",
    "timeline",
    "totals_of",
    "touch_process",
    "voice_of",
]
