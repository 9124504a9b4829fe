"""Desk where planners and administrators set a consultation up."""

from consult.processes.desk import pact, phases, settings, staff
from consult.processes.desk.blueprint import bp

__all__ = ["bp", "pact", "phases", "settings", "staff"]
