"""Consultations, their pact, their phases and what each opens, and who works on them."""

from consult.processes.models import (
    Activity,
    Pact,
    PactAcceptance,
    Phase,
    Process,
    Role,
    Staff,
    State,
)

__all__ = [
    "Activity",
    "Pact",
    "PactAcceptance",
    "Phase",
    "Process",
    "Role",
    "Staff",
    "State",
]
