"""The voices at a project's origin, and the life of a project before everyone."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import hide
from consult.ideamap import Maturity
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError
from consult.projects import (
    NoReasonError,
    Origin,
    OriginAlreadyError,
    OriginDraft,
    ProjectState,
    Section,
    StaleProjectError,
    State,
    add_origin,
    draft_project,
    edit_origin,
    get_project,
    make_candidate,
    origins_of,
    projects_in,
    remove_origin,
    set_aside,
)
from tests.makers import a_process, an_idea, in_every_language, kept
from tests.projects.worlds import a_draft, a_project, a_public_idea


def verbs():
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


def lives(project):
    query = select(ProjectState.state).where(ProjectState.project_id == project.id)
    return list(db.session.scalars(query.order_by(ProjectState.id)))


def test_a_voice_is_at_the_origin_with_the_words_kept_and_what_was_left(ada, dario, process):
    project = draft_project(dario, process, a_draft())
    said = OriginDraft(Section.OBJECTIVE, " a single   ticket ", " The family fare: a law. ")

    origin = add_origin(dario, process, project, a_public_idea(ada, process), said)

    assert origin.section is Section.OBJECTIVE
    assert (origin.part, origin.note) == ("a single ticket", "The family fare: a law.")


def test_a_voice_is_at_the_origin_once(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)

    with pytest.raises(OriginAlreadyError) as refusal:
        add_origin(dario, process, project, idea, OriginDraft())

    assert refusal.value.field == "code"


def test_the_database_itself_refuses_a_second_origin(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    twin = Origin(
        project_id=project.id, contribution_id=idea.id, added_by_id=dario.id, added_at=now()
    )

    with pytest.raises(Exception, match=r"(?i)unique"):
        kept(twin)
    db.session.rollback()


def test_only_what_everyone_reads_is_at_an_origin(ada, dario, process):
    project = draft_project(dario, process, a_draft())
    elsewhere = a_public_idea(ada, a_process("other"))

    with pytest.raises(NotAllowedError, match="Only what is published"):
        add_origin(dario, process, project, an_idea(ada, process), OriginDraft())
    with pytest.raises(NotAllowedError, match="another consultation"):
        add_origin(dario, process, project, elsewhere, OriginDraft())


def test_what_a_voice_gave_can_be_said_better(ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    origin = origins_of(project)[0]

    edit_origin(dario, process, origin, OriginDraft(Section.ACTIONS, "one table"), version=1)

    assert (origin.section, origin.part, origin.version) == (Section.ACTIONS, "one table", 2)
    with pytest.raises(StaleProjectError):
        edit_origin(dario, process, origin, OriginDraft(), version=1)


def test_a_voice_can_be_taken_off_and_linked_again(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    origin = origins_of(project)[0]

    remove_origin(dario, process, origin)
    assert origins_of(project) == []
    with pytest.raises(ConflictError):
        remove_origin(dario, process, origin)

    add_origin(dario, process, project, idea, OriginDraft())
    assert len(origins_of(project)) == 1


def test_a_ready_draft_becomes_a_candidate_and_its_node_ripens(ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))

    make_candidate(dario, process, project)

    assert project.state is State.CANDIDATE
    assert project.candidate_at is not None
    assert lives(project) == [State.DRAFT, State.CANDIDATE]
    assert origins_of(project)[0].node.maturity is Maturity.CANDIDATE
    assert "project.became_candidate" in verbs()


@pytest.mark.parametrize("missing", ["problem", "objective"])
def test_a_candidate_says_what_is_wrong_and_what_it_wants(ada, dario, process, missing):
    project = a_project(dario, process, a_public_idea(ada, process), **{missing: {}})

    with pytest.raises(NotAllowedError, match="problem and the objective"):
        make_candidate(dario, process, project)


def test_a_candidate_comes_from_at_least_one_public_voice(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    hide(idea)

    with pytest.raises(NotAllowedError, match="at least one voice"):
        make_candidate(dario, process, project)


def test_a_candidate_is_made_once(ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    make_candidate(dario, process, project)

    with pytest.raises(NotAllowedError, match="candidate project already"):
        make_candidate(dario, process, project)
    with pytest.raises(RefusedError):
        project.become_candidate(now())


def test_a_candidate_is_set_aside_with_a_reason_and_can_come_back(ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    make_candidate(dario, process, project)
    since = project.candidate_at

    with pytest.raises(NoReasonError):
        set_aside(dario, process, project, "  ")
    set_aside(dario, process, project, "The region decides it.")
    assert project.state is State.SET_ASIDE
    make_candidate(dario, process, project)

    assert project.candidate_at == since
    assert lives(project) == [State.DRAFT, State.CANDIDATE, State.SET_ASIDE, State.CANDIDATE]


def test_a_draft_is_never_set_aside(dario, process):
    project = draft_project(dario, process, a_draft())

    with pytest.raises(NotAllowedError, match="Only a candidate"):
        set_aside(dario, process, project, "Why not.")
    with pytest.raises(RefusedError):
        project.set_aside()


def test_a_draft_is_found_by_who_drafts_and_by_nobody_else(ada, carla, dario, elena, process):
    project = draft_project(dario, process, a_draft())

    assert get_project(process, "pc-01", elena) is project
    for stranger in (None, ada, carla):
        with pytest.raises(NotFoundError) as hidden:
            get_project(process, "PC-01", stranger)
        with pytest.raises(NotFoundError) as missing:
            get_project(process, "PC-99", stranger)
        assert hidden.value.message == missing.value.message
    assert list(projects_in(process)) == []
    assert list(projects_in(process, drafts=True)) == [project]


def test_a_candidate_is_found_by_everyone(ada, dario, process):
    project = a_project(dario, process, a_public_idea(ada, process))
    make_candidate(dario, process, project)

    assert get_project(process, "PC-01", None) is project
    assert list(projects_in(process)) == [project]


def test_texts_are_clean_and_empty_languages_left_out(dario, process):
    title = in_every_language("One \u202e ticket") | {"xx": "  "}

    project = draft_project(dario, process, replace(a_draft(), title=title))

    assert set(project.title.values()) == {"One ticket"}
    assert "xx" not in project.title
