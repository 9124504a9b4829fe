"""Setting a consultation up, running it, and accepting its pact."""

from consult.processes.commands.life import (
    ProcessDraft,
    Texts,
    change_texts,
    close_process,
    publish_process,
    start_process,
)
from consult.processes.commands.pacts import accept_pact, publish_pact
from consult.processes.commands.phases import PhaseDraft, add_phase, change_phase, delete_phase
from consult.processes.commands.staffing import end_post, name_staff

__all__ = [
    "PhaseDraft",
    "ProcessDraft",
    "Texts",
    "accept_pact",
    "add_phase",
    "change_phase",
    "change_texts",
    "close_process",
    "delete_phase",
    "end_post",
    "name_staff",
    "publish_pact",
    "publish_process",
    "start_process",
]
