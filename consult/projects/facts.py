"""What the projects room tells."""

from consult.kernel.facts import Fact
from consult.projects.models import CandidateProject, Origin, ProjectState

project_became_candidate: Fact[CandidateProject] = Fact("project_became_candidate")
project_edited: Fact[CandidateProject] = Fact("project_edited")
project_moved: Fact[ProjectState] = Fact("project_moved")
"""An act in the life of a project that everyone can read, with its state and its reason."""
origin_added: Fact[Origin] = Fact("origin_added")
