"""What texts mean: the process that holds their vectors, asked for what is near in meaning."""

from consult.meaning.asking import (
    WITHOUT_MODEL,
    Near,
    groups_in_meaning,
    holder_state,
    near_in_meaning,
)
from consult.meaning.keeping import Keeper
from consult.meaning.texts import meant_by

__all__ = [
    "WITHOUT_MODEL",
    "Keeper",
    "Near",
    "groups_in_meaning",
    "holder_state",
    "meant_by",
    "near_in_meaning",
]
