"""The verbs of projects: their sheet, their origins, their life."""

from consult.projects.commands.life import accept, join_into, make_candidate, reopen, set_aside
from consult.projects.commands.origins import add_origin, edit_origin, remove_origin
from consult.projects.commands.refusals import (
    NoReasonError,
    NotJoinableError,
    NotSaidError,
    OriginAlreadyError,
    StaleProjectError,
)
from consult.projects.commands.sheet import draft_project, edit_project

__all__ = [
    "NoReasonError",
    "NotJoinableError",
    "NotSaidError",
    "OriginAlreadyError",
    "StaleProjectError",
    "accept",
    "add_origin",
    "draft_project",
    "edit_origin",
    "edit_project",
    "join_into",
    "make_candidate",
    "remove_origin",
    "reopen",
    "set_aside",
]
