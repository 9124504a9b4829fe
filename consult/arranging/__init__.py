"""The planners' desk of formal choices: their rules, and withdrawing one before it opens."""

__all__: list[str] = []
