"""The verbs of voting."""

from consult.voting.commands.supports import support, withdraw_support

__all__ = ["support", "withdraw_support"]
