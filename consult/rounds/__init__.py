"""Rounds: what methods do by rules of their own, as tables that change and grids of topics."""

from consult.rounds.commands import (
    TakenCellError,
    begin_rules,
    free_cell,
    go_to,
    move_topic,
    place_topic,
    plan_rounds,
    rank,
    read_next,
    seat_round,
    set_places,
    stay_away,
    unread_last,
)
from consult.rounds.forms import CellForm, order_sent
from consult.rounds.methods import ranks
from consult.rounds.models import CardReading, GridCell, GridPlace
from consult.rounds.pieces import (
    console_piece,
    console_wall,
    phone_piece,
    phone_wall,
    projector_piece,
    projector_wall,
)
from consult.rounds.queries import grid_of, outcome_of, read_in, tables_by_round

__all__ = [
    "CardReading",
    "CellForm",
    "GridCell",
    "GridPlace",
    "TakenCellError",
    "begin_rules",
    "console_piece",
    "console_wall",
    "free_cell",
    "go_to",
    "grid_of",
    "move_topic",
    "order_sent",
    "outcome_of",
    "phone_piece",
    "phone_wall",
    "place_topic",
    "plan_rounds",
    "projector_piece",
    "projector_wall",
    "rank",
    "ranks",
    "read_in",
    "read_next",
    "seat_round",
    "set_places",
    "stay_away",
    "tables_by_round",
    "unread_last",
]
