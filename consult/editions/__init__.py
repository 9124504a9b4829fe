"""The idea map as it was published: numbered versions, and what changed between any two."""

from consult.editions.commands import EmptyMapError, StaleVersionError, publish_map
from consult.editions.facts import map_published
from consult.editions.models import MapVersion
from consult.editions.policy import can_publish_map
from consult.editions.queries import changes_between, changes_to_publish, versions_of

__all__ = [
    "EmptyMapError",
    "MapVersion",
    "StaleVersionError",
    "can_publish_map",
    "changes_between",
    "changes_to_publish",
    "map_published",
    "publish_map",
    "versions_of",
]
