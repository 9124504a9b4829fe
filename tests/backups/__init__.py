"""Backups: taken while people write, put back whole or not at all."""
