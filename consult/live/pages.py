"""What a page must know to be live."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import url_for

from consult.live.marks import marks_of
from consult.live.queries import versions_of
from consult.live.tokens import topic_token


@dataclass(frozen=True, slots=True)
class LivePage:
    """The address at which a topic is heard, and how its parts stand on this page (JSON)."""

    url: str
    marks: str


def live_page(topic: str) -> LivePage:
    """Return what `components/live.html` needs, for a page whose viewer may see the topic.

    Call it before reading what the page shows: what changes in between is then fetched again,
    and never missed.
    """
    marks = marks_of(topic, versions_of(topic))
    url = url_for("live.show", token=topic_token(topic))
    return LivePage(url=url, marks=json.dumps(marks, sort_keys=True))
