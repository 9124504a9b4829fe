"""What a method brings along when a block begins: tables for a round, statements for a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.polls import ask_again, put_statements
from consult.rounds.commands.rotating import seat_round
from consult.rounds.methods import asked_before, rotates, scale_of, slots_of
from consult.wall import lines_of, wall_of

if TYPE_CHECKING:
    from datetime import datetime

    from consult.accounts import Person
    from consult.tables import Block, Session

MOST_STATEMENTS = 20


def begin_rules(person: Person, session: Session, block: Block, at: datetime) -> bool:
    """Begin a block by the rules of its method; return whether it asks for groups dealt evenly.

    A round seats everyone; an hour of a grid waits for who goes where; a panel gets the piles of
    the wall as statements, or the questions it was asked before.
    """
    if rotates(block):
        seat_round(person, session, block)
        return False
    if block in slots_of(session):
        return False
    earlier = asked_before(session, block)
    if earlier is not None:
        ask_again(session, earlier, block, at)
    elif (scale := scale_of(block)) is not None:
        statements = [line.title for line in lines_of(wall_of(session), {})]
        put_statements(session, block, statements[:MOST_STATEMENTS], scale, at)
    return True
