"""Backup and restore: a copy taken while people write, and put back whole or not at all."""

from consult.backups.cli import COMMANDS
from consult.backups.restoring import restore
from consult.backups.taking import back_up
from consult.backups.words import BackupError

__all__ = ["COMMANDS", "BackupError", "back_up", "restore"]
