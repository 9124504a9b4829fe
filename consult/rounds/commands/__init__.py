"""Running a method by its rules: rounds of tables, rankings, cards in turn, a grid, a panel."""

from consult.rounds.commands.beginning import begin_rules
from consult.rounds.commands.grid import (
    TakenCellError,
    free_cell,
    go_to,
    move_topic,
    place_topic,
    set_places,
    stay_away,
)
from consult.rounds.commands.ranking import rank
from consult.rounds.commands.reading import read_next, unread_last
from consult.rounds.commands.rotating import plan_rounds, seat_round

__all__ = [
    "TakenCellError",
    "begin_rules",
    "free_cell",
    "go_to",
    "move_topic",
    "place_topic",
    "plan_rounds",
    "rank",
    "read_next",
    "seat_round",
    "set_places",
    "stay_away",
    "unread_last",
]
