"""What follows when a project stands before everyone, or gains a voice after that."""

from datetime import timedelta

from consult.projects.facts import origin_added, project_became_candidate
from consult.projects.jobs import tell_author
from consult.projects.models import CandidateProject, Origin
from consult.projects.queries import get_project_of, origins_of

SLIPS_LAST = timedelta(seconds=20)
"""What was done by mistake and taken back at once is told to nobody."""


@project_became_candidate.when
def tell_the_authors(project: CandidateProject) -> None:
    for voice_id in sorted({origin.contribution.voice_id for origin in origins_of(project)}):
        tell_author.later(project_id=project.id, voice_id=voice_id, delay=SLIPS_LAST)


@origin_added.when
def tell_a_later_author(origin: Origin) -> None:
    project, voice_id = get_project_of(origin)
    if project.is_public:
        tell_author.later(project_id=project.id, voice_id=voice_id, delay=SLIPS_LAST)
