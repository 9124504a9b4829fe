"""The program `consult`: serves, works, ticks, migrates, shows itself and looks after itself."""

from consult.cli.program import main

__all__ = ["main"]
