"""What follows when a project stands before everyone, gains a voice after that, or moves on."""

from datetime import timedelta

from consult.kernel.db import db
from consult.processes import Process
from consult.projects.drafts import TEXT_NAMES
from consult.projects.facts import (
    origin_added,
    project_became_candidate,
    project_edited,
    project_moved,
)
from consult.projects.jobs import tell_author, tell_step
from consult.projects.kinds import State
from consult.projects.lineage import family_of
from consult.projects.models import CandidateProject, Origin, ProjectState
from consult.projects.queries import get_project_of, origins_of, public_origins_in, states_of
from consult.search import index

SLIPS_LAST = timedelta(seconds=20)
"""What was done by mistake and taken back at once is told to nobody."""


def search_kind(language: str) -> str:
    """The kind under which projects stand in the index, with their words in one language."""
    return f"project {language}"


@project_edited.when
@project_became_candidate.when
def put_in_the_index(project: CandidateProject) -> None:
    """Make what everyone can read findable, in each language of the consultation."""
    if not project.is_public:
        return
    process = db.session.get_one(Process, project.process_id)
    for language in process.languages:
        texts = [getattr(project, name).get(language, "") for name in TEXT_NAMES]
        title, *body = texts
        index(
            kind=search_kind(language),
            id=project.id,
            language=language,
            title=title,
            body="\n".join(body),
            public=True,
        )


@project_became_candidate.when
def tell_the_authors(project: CandidateProject) -> None:
    for voice_id in sorted({origin.contribution.voice_id for origin in origins_of(project)}):
        tell_author.later(project_id=project.id, voice_id=voice_id, delay=SLIPS_LAST)


@origin_added.when
def tell_a_later_author(origin: Origin) -> None:
    project, voice_id = get_project_of(origin)
    if project.is_public:
        tell_author.later(project_id=project.id, voice_id=voice_id, delay=SLIPS_LAST)


@project_moved.when
def tell_of_the_step(act: ProjectState) -> None:
    """Not of the first candidacy, whose letter says what was kept of each voice."""
    acts = states_of([act.project_id])[act.project_id]
    if [one.state for one in acts].count(State.CANDIDATE) == 1 and act.state is State.CANDIDATE:
        return
    origins = public_origins_in(family_of(act.project_id))
    for voice_id in sorted({origin.contribution.voice_id for origin in origins}):
        tell_step.later(state_id=act.id, voice_id=voice_id, delay=SLIPS_LAST)
