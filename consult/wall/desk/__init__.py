"""The wall's pages for who runs a session: arranging it, and writing for others and from paper."""

from consult.wall.desk import console, paper

BLUEPRINTS = (console.bp, paper.bp)

__all__ = ["BLUEPRINTS"]
