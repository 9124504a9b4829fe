"""Drafting a project: from what people said, on one main platform, before everyone when ready."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from consult.audit import Act
from consult.contributions import hide
from consult.ideamap import Maturity
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError
from consult.processes import Role
from consult.projects import (
    MainTwiceError,
    NoReasonError,
    NoTitleError,
    Origin,
    OriginAlreadyError,
    OriginDraft,
    ProjectState,
    Section,
    StaleProjectError,
    State,
    add_origin,
    can_draft,
    draft_project,
    edit_origin,
    edit_project,
    get_project,
    make_candidate,
    origins_of,
    projects_in,
    remove_origin,
    set_aside,
)
from consult.projects.queries import other_platforms, voices_behind
from tests.makers import a_person, a_process, an_idea, in_every_language, kept, on_staff
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
