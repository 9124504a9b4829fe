"""What unites and what divides under a question: looked at in jobs, told when it closes."""

from consult.opinions.models import OpinionRun
from consult.opinions.queries import last_run
from consult.opinions.verifying import verified

__all__ = ["OpinionRun", "last_run", "verified"]
