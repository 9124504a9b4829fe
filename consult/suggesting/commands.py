"""Deciding on a suggestion: it becomes a node with its voices, or it never comes again."""

from __future__ import annotations

from consult.accounts import Person
from consult.audit import note_act
from consult.ideamap import Node, NodeDraft, can_curate, create_node, hang_several
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.processes import Process
from consult.suggesting.models import Suggestion, SuggestionState
from consult.suggesting.queries import voices_of


class DecidedAlreadyError(ConflictError):
    """Somebody has decided otherwise on this suggestion."""


class NothingLeftError(RefusedError):
    """Nothing of this suggestion is public any more."""


def accept_suggestion(person: Person, process: Process, suggestion: Suggestion) -> Node:
    """Make a node of what is public of it, called as its middle voice; a curator words it then.

    Pressed again, the node that was made. Raises `NotAllowedError`, `DecidedAlreadyError` when
    somebody else was quicker, and `NothingLeftError`.
    """
    require(can_curate(person, process))
    if _decided_by(person, suggestion, SuggestionState.ACCEPTED):
        return db.session.get_one(Node, suggestion.node_id)
    voices = voices_of(suggestion)
    if not voices:
        raise NothingLeftError(_("Nothing of this suggestion is public any more."))
    middle = voices[0]
    themes = {one.theme_id for one in voices}
    draft = NodeDraft(
        title={middle.language: middle.title},
        summary={},
        theme_id=middle.theme_id if len(themes) == 1 else None,
    )
    node = create_node(person, process, draft)
    hang_several(person, process, node, [one.code for one in voices])
    _decide(suggestion, person, SuggestionState.ACCEPTED, node.id)
    note_act(person, "suggestion.accepted", suggestion, node=node.id)
    return node


def refuse_suggestion(person: Person, process: Process, suggestion: Suggestion) -> None:
    """Make no node of it, nor of a group that holds mostly the same, ever.

    Raises `NotAllowedError`, and `DecidedAlreadyError` when somebody else was quicker.
    """
    require(can_curate(person, process))
    if not _decided_by(person, suggestion, SuggestionState.REFUSED):
        _decide(suggestion, person, SuggestionState.REFUSED)
        note_act(person, "suggestion.refused", suggestion)


def _decided_by(person: Person, suggestion: Suggestion, state: SuggestionState) -> bool:
    """Hold it, and say whether this person has decided just so: a second press."""
    db.lock_row(suggestion)
    if suggestion.state is SuggestionState.OPEN:
        return False
    if suggestion.state is state and suggestion.decided_by_id == person.id:
        return True
    raise DecidedAlreadyError(_("This suggestion was decided on meanwhile."))


def _decide(
    suggestion: Suggestion, person: Person, state: SuggestionState, node_id: int | None = None
) -> None:
    suggestion.state, suggestion.node_id = state, node_id
    suggestion.decided_by_id, suggestion.decided_at = person.id, now()
    db.session.flush()
