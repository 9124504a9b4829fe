"""The desk of those who draft projects: sheets, and the voices they come from."""

from consult.drafting.desk import life, origins, sheets
from consult.drafting.desk.blueprint import bp

__all__ = ["bp", "life", "origins", "sheets"]
