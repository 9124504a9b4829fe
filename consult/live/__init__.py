"""Live pages: who writes announces that a part of a topic changed, and open pages hear of it."""

from consult.live.asgi import LiveApp
from consult.live.commands import announce_change
from consult.live.pages import LivePage, live_page
from consult.live.queries import version_of, versions_of
from consult.live.streams import allow_streams
from consult.live.tokens import topic_token

__all__ = [
    "LiveApp",
    "LivePage",
    "allow_streams",
    "announce_change",
    "live_page",
    "topic_token",
    "version_of",
    "versions_of",
]
