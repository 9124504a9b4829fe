"""Telling the pages of a session that its wall has changed."""

from __future__ import annotations

from consult.live import announce_change
from consult.tables import Block, Session, topic_of


def tell_written(session: Session, block: Block) -> None:
    """Tell that somebody wrote: while it is covered, only who counts cards has to look again.

    Hundreds of phones that write at once need not each look at a wall on which nothing shows.
    """
    parts = ("dots", "presence") if block.is_covered else ("wall",)
    announce_change(topic_of(session), *parts)


def tell_arranged(session: Session) -> None:
    """Tell that the wall stands otherwise."""
    announce_change(topic_of(session), "wall")


def tell_voted(session: Session) -> None:
    """Tell that somebody put dots: nobody sees where."""
    announce_change(topic_of(session), "dots")


def tell_opened(session: Session) -> None:
    """Tell that cards, or a result, are open to everyone."""
    announce_change(topic_of(session), "block", "wall", "dots")
