"""Who asks for the floor in a session, who has it, and who has not spoken yet."""

from consult.speaking.commands import (
    ask_for_floor,
    end_turn,
    end_turns,
    give_floor,
    give_floor_to,
    move_up,
    take_back,
)
from consult.speaking.models import Turn
from consult.speaking.pieces import console_piece, phone_piece, projector_piece
from consult.speaking.policy import SPEAKING, can_ask_for_floor
from consult.speaking.queries import minutes_by_seat, speaking_now, spoken_in

__all__ = [
    "SPEAKING",
    "Turn",
    "ask_for_floor",
    "can_ask_for_floor",
    "console_piece",
    "end_turn",
    "end_turns",
    "give_floor",
    "give_floor_to",
    "minutes_by_seat",
    "move_up",
    "phone_piece",
    "projector_piece",
    "speaking_now",
    "spoken_in",
    "take_back",
]
