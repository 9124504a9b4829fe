"""The wall's pages on a phone: cards, dots, and what a group does with its own cards."""

from consult.wall.views import cards, dots, groups

BLUEPRINTS = (cards.bp, dots.bp, groups.bp)

__all__ = ["BLUEPRINTS"]
