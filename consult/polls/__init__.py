"""Questions put to a room: quick polls, exit questions, rankings, rounds of estimates."""

from consult.polls.models import (
    Poll,
    PollAnswer,
    PollKind,
)

__all__ = [
    "Poll",
    "PollAnswer",
    "PollKind",
]
