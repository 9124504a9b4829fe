"""What texts mean: the process that holds their vectors, asked for what is near in meaning."""

from consult.meaning.asking import (
    WITHOUT_MODEL,
    Near,
    groups_in_meaning,
    holder_state,
    near_in_meaning,
)
from consult.meaning.keeping import Keeper
from consult.meaning.lending import Lent, lent_vectors
from consult.meaning.texts import meant_by

__all__ = [
    "WITHOUT_MODEL",
    "Keeper",
    "Lent",
    "Near",
    "groups_in_meaning",
    "holder_state",
    "lent_vectors",
    "meant_by",
    "near_in_meaning",
]
