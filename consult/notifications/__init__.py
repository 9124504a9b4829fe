"""Who hears of what, how often, and how to stop it."""

from consult.notifications.commands import choose_pace, follow, unfollow
from consult.notifications.models import Follow, Kind, Notice, Pace, Preference
from consult.notifications.policy import can_follow
from consult.notifications.queries import latest_news_for, pace_of
from consult.notifications.words import Line, lines_of

__all__ = [
    "Follow",
    "Kind",
    "Line",
    "Notice",
    "Pace",
    "Preference",
    "can_follow",
    "choose_pace",
    "follow",
    "latest_news_for",
    "lines_of",
    "pace_of",
    "unfollow",
]
