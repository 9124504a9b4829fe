"""What the projects room tells."""

from consult.kernel.facts import Fact
from consult.projects.models import CandidateProject, Origin

project_became_candidate: Fact[CandidateProject] = Fact("project_became_candidate")
origin_added: Fact[Origin] = Fact("origin_added")
