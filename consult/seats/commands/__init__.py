"""Taking a seat, and what whoever runs the session does with seats and groups."""

from consult.seats.commands.accounts import SeatedAlreadyError, attach_account, seat_of
from consult.seats.commands.devices import (
    PASS_LIVES,
    come_back,
    find_pass,
    give_key,
    leave,
    make_pass,
    pass_ends,
    use_pass,
)
from consult.seats.commands.grouping import (
    MOST_GROUPS,
    TOPIC_LIMIT,
    make_groups,
    move_seat,
    place_late,
    set_topic,
)
from consult.seats.commands.hosting import (
    admit,
    admit_all,
    change_code,
    refuse,
    rename,
    set_approval,
    show_left,
)
from consult.seats.commands.taking import (
    NAME_LIMIT,
    ConsentMissingError,
    SeatDraft,
    WrongSeatError,
    hash_of,
    take_seat,
    write_down,
)

__all__ = [
    "MOST_GROUPS",
    "NAME_LIMIT",
    "PASS_LIVES",
    "TOPIC_LIMIT",
    "ConsentMissingError",
    "SeatDraft",
    "SeatedAlreadyError",
    "WrongSeatError",
    "admit",
    "admit_all",
    "attach_account",
    "change_code",
    "come_back",
    "find_pass",
    "give_key",
    "hash_of",
    "leave",
    "make_groups",
    "make_pass",
    "move_seat",
    "pass_ends",
    "place_late",
    "refuse",
    "rename",
    "seat_of",
    "set_approval",
    "set_topic",
    "show_left",
    "take_seat",
    "use_pass",
    "write_down",
]
