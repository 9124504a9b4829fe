"""The databases of the lowest floors."""

from tests.kernel.databases import bare_database, small_database

__all__ = ["bare_database", "small_database"]
