"""Candidate projects, drafted from what people said and tagged to platforms."""

from consult.projects.commands import (
    NoReasonError,
    OriginAlreadyError,
    StaleProjectError,
    add_origin,
    draft_project,
    edit_origin,
    edit_project,
    make_candidate,
    remove_origin,
    set_aside,
)
from consult.projects.drafts import MainTwiceError, NoTitleError, OriginDraft, ProjectDraft
from consult.projects.facts import origin_added, project_became_candidate
from consult.projects.models import (
    CandidateProject,
    Origin,
    ProjectPlatform,
    ProjectState,
    Section,
    State,
)
from consult.projects.policy import can_draft
from consult.projects.queries import get_project, origins_of, projects_in

__all__ = [
    "CandidateProject",
    "MainTwiceError",
    "NoReasonError",
    "NoTitleError",
    "Origin",
    "OriginAlreadyError",
    "OriginDraft",
    "ProjectDraft",
    "ProjectPlatform",
    "ProjectState",
    "Section",
    "StaleProjectError",
    "State",
    "add_origin",
    "can_draft",
    "draft_project",
    "edit_origin",
    "edit_project",
    "get_project",
    "make_candidate",
    "origin_added",
    "origins_of",
    "project_became_candidate",
    "projects_in",
    "remove_origin",
    "set_aside",
]
