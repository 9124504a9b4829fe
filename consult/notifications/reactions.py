"""Who hears of what: news follows from facts, for authors and for those who follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.contributions import Contribution, Voice, contribution_revised
from consult.discussion import Comment, comment_written
from consult.ideamap import NodeLink, contribution_linked
from consult.kernel.db import db
from consult.notifications.commands import note_news
from consult.notifications.jobs import TOGETHER, tell_at_once, tell_of_a_change
from consult.notifications.models import Kind
from consult.notifications.queries import MOVES, author_id_of, authors_of, followers_of
from consult.projects import (
    CandidateProject,
    Origin,
    ProjectState,
    origin_added,
    origins_of,
    project_became_candidate,
    project_moved,
)
from consult.voting import support_given

if TYPE_CHECKING:
    from collections.abc import Iterable

MILESTONES = (10, 50, 100)


@comment_written.when
def tell_of_a_comment(comment: Comment) -> None:
    # Both are at hand, as a rule: whoever comments has just read whose idea it is.
    said = db.session.get_one(Contribution, comment.contribution_id)
    author = db.session.get_one(Voice, said.voice_id).person_id or authors_of([said.id]).get(
        said.id
    )
    if author is not None and author != comment.voice.person_id:
        _tell([author], Kind.COMMENTED, said.id, comment.id)


@support_given.when
def tell_of_a_milestone(contribution: Contribution) -> None:
    supports = contribution.supports  # as its own transaction has counted it
    author = author_id_of(contribution) if supports in MILESTONES else None
    if author is not None:
        _tell([author], Kind.SUPPORTED, contribution.id, supports)


@contribution_revised.when
def tell_of_a_revision(contribution: Contribution) -> None:
    """Tell who follows it, and who stands behind it: what they supported says something else."""
    if contribution.is_public:
        tell_of_a_change(contribution_id=contribution.id, version=contribution.version, after=0)


@contribution_linked.when
def tell_of_a_link(link: NodeLink) -> None:
    _tell_followers(link.contribution_id, Kind.LINKED, link.id)


@project_became_candidate.when
def tell_of_a_project(project: CandidateProject) -> None:
    origins = origins_of(project)
    followers = followers_of([origin.contribution_id for origin in origins])
    for origin in origins:
        people = followers.get(origin.contribution_id, ())
        _tell(people, Kind.IN_PROJECT, origin.contribution_id, origin.id)


@project_moved.when
def tell_of_an_act(act: ProjectState) -> None:
    """Tell authors and followers that a project of theirs was accepted, set aside or joined."""
    kind = next((kind for kind, state in MOVES.items() if state is act.state), None)
    if kind is None:
        return
    project = db.session.get_one(CandidateProject, act.project_id)
    said = [origin.contribution_id for origin in origins_of(project)]
    followers, authors = followers_of(said), authors_of(said)
    for contribution_id in said:
        people = {*followers.get(contribution_id, ()), authors.get(contribution_id)} - {None}
        _tell(people, kind, contribution_id, act.id)


@origin_added.when
def tell_of_a_later_origin(origin: Origin) -> None:
    if db.session.get_one(CandidateProject, origin.project_id).is_public:
        _tell_followers(origin.contribution_id, Kind.IN_PROJECT, origin.id)


def _tell_followers(contribution_id: int, kind: Kind, number: int) -> None:
    people = followers_of([contribution_id]).get(contribution_id, ())
    _tell(people, kind, contribution_id, number)


def _tell(people: Iterable[int], kind: Kind, contribution_id: int, number: int) -> None:
    for person_id in note_news(people, kind, contribution_id, number):
        tell_at_once.later(person_id=person_id, delay=TOGETHER)
