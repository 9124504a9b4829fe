"""What is done with paper: cards written down, photos of the wall kept and marked."""

from consult.paper.commands.entering import PaperDesk, enter_rows
from consult.paper.commands.photos import (
    Rectangle,
    add_photos,
    delete_photo,
    enter_from_photo,
    hide_photo,
    mark_card,
    publish_photo,
    show_photo,
    unmark,
)

__all__ = [
    "PaperDesk",
    "Rectangle",
    "add_photos",
    "delete_photo",
    "enter_from_photo",
    "enter_rows",
    "hide_photo",
    "mark_card",
    "publish_photo",
    "show_photo",
    "unmark",
]
