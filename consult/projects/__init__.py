"""Candidate projects, drafted from what people said and tagged to platforms."""

from consult.projects.models import (
    CandidateProject,
    Origin,
    ProjectPlatform,
    ProjectState,
    Section,
    State,
)

__all__ = [
    "CandidateProject",
    "Origin",
    "ProjectPlatform",
    "ProjectState",
    "Section",
    "State",
]
