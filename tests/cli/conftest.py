"""A migrated database for the program to work on."""

from tests.kernel.databases import migrated_database, migrated_folder

__all__ = ["migrated_database", "migrated_folder"]
