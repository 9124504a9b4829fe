"""The desk of those who draft projects: sheets, and the voices they come from."""

from consult.projects.desk import life, origins, sheets
from consult.projects.desk.blueprint import bp

__all__ = ["bp", "life", "origins", "sheets"]
