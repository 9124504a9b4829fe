"""The consultation that the site is about now, asked for once a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, has_request_context

from consult.processes.queries import current_process

if TYPE_CHECKING:
    from consult.processes.models import Process


def process_at_hand() -> Process | None:
    """Return it, and keep it for the rest of the request: many parts of a page ask."""
    if not has_request_context():
        return current_process()
    if "process_at_hand" not in g:
        g.process_at_hand = current_process()
    found: Process | None = g.process_at_hand
    return found


def put_at_hand(process: Process) -> None:
    """Say that the page at hand is about this one: its frame asks for no other."""
    g.process_at_hand = process
