"""Drafting a project: from what people said, on one main platform."""

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.processes import Role
from consult.projects import (
    MainTwiceError,
    NoTitleError,
    OriginDraft,
    ProjectState,
    StaleProjectError,
    State,
    add_origin,
    can_draft,
    draft_project,
    edit_origin,
    edit_project,
    make_candidate,
    origins_of,
    remove_origin,
    set_aside,
)
from consult.projects.queries import other_platforms, voices_behind
from tests.makers import a_person, a_process, on_staff
from tests.projects.worlds import a_draft, a_node, a_platform, a_project, a_public_idea


def verbs():
    return list(db.session.scalars(select(Act.verb).order_by(Act.id)))


def lives(project):
    query = select(ProjectState.state).where(ProjectState.project_id == project.id)
    return list(db.session.scalars(query.order_by(ProjectState.id)))


def test_a_draft_from_a_node_brings_every_voice_along(ada, dario, process):
    one = a_public_idea(ada, process)
    other = a_public_idea(a_person("Bea"), process, "Less waiting")
    node = a_node(dario, process, one, other)

    project = draft_project(dario, process, a_draft(), node)

    assert project.state is State.DRAFT
    assert [origin.contribution_id for origin in origins_of(project)] == [one.id, other.id]
    assert {origin.node_id for origin in origins_of(project)} == {node.id}
    assert voices_behind([project.id])[project.id] == (2, 2)
    assert "project.drafted" in verbs()


def test_a_draft_can_begin_from_nothing(elena, process):
    project = draft_project(elena, process, a_draft())

    assert origins_of(project) == []
    assert lives(project) == [State.DRAFT]


def test_projects_are_numbered_within_their_consultation(elena, process):
    other = a_process("other")
    on_staff(elena, other, Role.PLANNER)

    codes = [draft_project(elena, process, a_draft()).code for _ in range(2)]

    assert codes == ["PC-01", "PC-02"]
    assert draft_project(elena, other, a_draft()).code == "PC-01"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR])
def test_other_staff_draft_nothing(process, role):
    other = on_staff(a_person("Olga"), process, role)

    with pytest.raises(NotAllowedError, match="Only the curators"):
        draft_project(other, process, a_draft())


def test_administrators_draft_and_visitors_do_not(fabio, process):
    assert can_draft(fabio, process)
    assert not can_draft(None, process)


def test_a_project_has_a_title_in_at_least_one_language(dario, process):
    with pytest.raises(NoTitleError) as refusal:
        draft_project(dario, process, a_draft(title=" "))

    assert refusal.value.field == f"title_{process.languages[0]}"


@pytest.mark.milan
def test_a_project_has_one_main_platform_and_any_others(dario, process):
    others = frozenset({a_platform(2).id, a_platform(1).id})

    project = draft_project(dario, process, a_draft(other_platform_ids=others))

    touched = other_platforms([project.id])[project.id]
    assert touched == [a_platform(1), a_platform(2)]


def test_the_main_platform_is_not_one_of_the_others(dario, process):
    draft = a_draft(other_platform_ids=frozenset({a_platform().id}))

    with pytest.raises(MainTwiceError) as refusal:
        draft_project(dario, process, draft)

    assert refusal.value.field == "others"


def test_editing_takes_a_new_version(dario, process):
    project = draft_project(dario, process, a_draft())

    edit_project(dario, process, project, a_draft("One fare"), version=1)

    assert set(project.title.values()) == {"One fare"}
    assert project.version == 2


@pytest.mark.milan
def test_platforms_can_be_changed_by_themselves(dario, process):
    project = draft_project(
        dario, process, a_draft(other_platform_ids=frozenset({a_platform(1).id}))
    )

    edit_project(
        dario, process, project, a_draft(other_platform_ids=frozenset({a_platform(2).id})), 1
    )

    assert other_platforms([project.id])[project.id] == [a_platform(2)]
    assert project.version == 2


def test_saving_what_is_already_there_changes_nothing(dario, process):
    project = draft_project(dario, process, a_draft())

    edit_project(dario, process, project, a_draft(), version=1)

    assert project.version == 1


def test_the_second_of_two_editors_does_not_undo_the_first(dario, elena, process):
    project = draft_project(dario, process, a_draft())
    edit_project(elena, process, project, a_draft("One fare"), version=1)

    with pytest.raises(StaleProjectError):
        edit_project(dario, process, project, a_draft("One price"), version=1)

    assert set(project.title.values()) == {"One fare"}


def test_who_does_not_draft_changes_nothing(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    origin = origins_of(project)[0]
    acts = [
        lambda: edit_project(ada, process, project, a_draft(), 1),
        lambda: add_origin(ada, process, project, idea, OriginDraft()),
        lambda: edit_origin(ada, process, origin, OriginDraft(), 1),
        lambda: remove_origin(ada, process, origin),
        lambda: make_candidate(ada, process, project),
        lambda: set_aside(ada, process, project, "Why not."),
    ]

    for act in acts:
        with pytest.raises(NotAllowedError, match="Only the curators"):
            act()
