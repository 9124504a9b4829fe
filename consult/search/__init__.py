"""The index of everything that can be looked for: one analyser, the same hits on both databases."""

from consult.search.commands import Found, Stemmed, index, index_new, remove, stemmed
from consult.search.models import SearchEntry
from consult.search.nearness import near
from consult.search.queries import holding, is_hit, matching
from consult.search.rarity import rarities
from consult.search.tables import TABLE_NAMES, create_search_tables, drop_search_tables
from consult.search.words import stems

__all__ = [
    "TABLE_NAMES",
    "Found",
    "SearchEntry",
    "Stemmed",
    "create_search_tables",
    "drop_search_tables",
    "holding",
    "index",
    "index_new",
    "is_hit",
    "matching",
    "near",
    "rarities",
    "remove",
    "stemmed",
    "stems",
]
