"""Telling what became of a voice in a project: what was kept, what was not, and nothing hidden."""

from sqlalchemy import select

from consult.contributions import StopState, hide, standings_of, timeline
from consult.ideamap import node_projects
from consult.kernel.db import db
from consult.kernel.jobs import Outbox
from consult.processes import process_figures
from consult.projects import (
    OriginDraft,
    add_origin,
    draft_project,
    make_candidate,
    origins_of,
    remove_origin,
    set_aside,
)
from consult.projects.jobs import tell_author
from consult.taxonomy import platform_figures, platform_projects, platform_voices
from tests.makers import a_person, an_idea, letters
from tests.projects.worlds import (
    a_draft,
    a_node,
    a_platform,
    a_project,
    a_public_idea,
    say_what_it_gave,
)


def promises():
    rows = db.session.scalars(select(Outbox).order_by(Outbox.id))
    return [row.arguments for row in rows if row.name.startswith("projects.")]


def stops(idea):
    """The stops of a thread that lead to a project."""
    db.session.flush()
    return [stop for stop in timeline.fill([idea])[idea.id] if "/projects/" in (stop.url or "")]


def test_every_author_is_promised_one_letter(ada, dario, process):
    bea = a_person("Bea")
    ideas = [a_public_idea(ada, process, f"Voice {number}") for number in range(2)]
    project = a_project(dario, process, *ideas, a_public_idea(bea, process, "Another"))
    assert promises() == []

    make_candidate(dario, process, project)

    voices = {idea.voice_id for idea in ideas}
    assert len(promises()) == 2
    assert voices < {one["voice_id"] for one in promises()}


def test_an_author_reads_what_was_kept_and_what_was_not(dario, process):
    ada = a_person("Ada", language="en")
    project = a_project(dario, process, a_public_idea(ada, process))
    origin = say_what_it_gave(dario, process, project, "three tickets", "The family fare.")
    make_candidate(dario, process, project)

    tell_author(project_id=project.id, voice_id=origin.contribution.voice_id)

    (letter,) = letters()
    assert letter.to == ada.email
    assert "Kept of it: «three tickets»." in letter.body
    assert "The family fare." in letter.body
    assert "/processes/plan/projects/PC-01" in letter.body


def test_two_ideas_of_one_person_are_told_in_one_letter_once(dario, process):
    ada = a_person("Ada", language="en")
    ideas = [a_public_idea(ada, process, f"Voice number {number}") for number in (1, 2)]
    project = a_project(dario, process, *ideas)
    make_candidate(dario, process, project)

    for _again in range(2):
        tell_author(project_id=project.id, voice_id=ideas[0].voice_id)

    (letter,) = letters()
    assert "Voice number 1" in letter.body
    assert "Voice number 2" in letter.body
    assert "among the voices" in letter.body


def test_a_voice_linked_to_a_candidate_is_told_too(dario, process):
    ada, bea = a_person("Ada"), a_person("Bea", language="en")
    project = a_project(dario, process, a_public_idea(ada, process))
    make_candidate(dario, process, project)
    late = a_public_idea(bea, process, "A late voice")

    add_origin(dario, process, project, late, OriginDraft(part="one table"))
    assert promises()[-1] == {"project_id": project.id, "voice_id": late.voice_id}
    tell_author(**promises()[-1])

    assert letters()[-1].to == bea.email


def test_nothing_is_told_of_what_was_hidden_taken_off_or_set_aside(dario, process):
    people = [a_person(name) for name in ("Ada", "Bea", "Cleo")]
    ideas = [a_public_idea(one, process, f"Of {one.name} only") for one in people]
    project = a_project(dario, process, *ideas)
    make_candidate(dario, process, project)
    hide(ideas[0])
    remove_origin(dario, process, origins_of(project)[0])

    tell_author(project_id=project.id, voice_id=ideas[0].voice_id)
    tell_author(project_id=project.id, voice_id=ideas[1].voice_id)
    set_aside(dario, process, project, "The region decides it.")
    tell_author(project_id=project.id, voice_id=ideas[2].voice_id)

    assert letters() == []


def test_a_voice_without_a_person_gets_no_letter(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    make_candidate(dario, process, project)
    voice = origins_of(project)[0].contribution.voice
    voice.kind, voice.person_id = type(voice.kind).PAPER, None
    db.session.flush()

    tell_author(project_id=project.id, voice_id=idea.voice_id)

    assert letters() == []


def test_the_thread_tells_the_project_and_what_was_kept(ada, dario, process, in_request):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    say_what_it_gave(dario, process, project, "three tickets", "The family fare.")
    assert stops(idea) == []

    make_candidate(dario, process, project)
    (stop,) = stops(idea)

    assert "three tickets" in str(stop.text)
    assert "The family fare." in str(stop.note)
    assert stop.link == "One ticket"
    assert stop.url == "/processes/plan/projects/PC-01"
    assert standings_of([idea])[idea.id].stage == 3


def test_a_thread_tells_that_a_project_was_set_aside_and_why(ada, dario, process, in_request):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    make_candidate(dario, process, project)

    set_aside(dario, process, project, "The region decides it.")

    assert [stop.state for stop in stops(idea)] == [StopState.DONE, StopState.REFUSED]
    assert stops(idea)[-1].text == "The region decides it."
    standing = standings_of([idea])[idea.id]
    assert standing.refused
    assert "was set aside" in standing.sentence


def test_a_draft_is_told_on_no_thread_no_node_and_no_platform(ada, dario, process, in_request):
    idea = a_public_idea(ada, process)
    node = a_node(dario, process, idea)
    draft_project(dario, process, a_draft("A secret project"), node)
    platform = a_platform()

    told = [
        timeline.fill([idea]),
        standings_of([idea]),
        node_projects.fill([node]),
        platform_projects.fill([platform]),
        platform_voices.fill([platform]),
    ]

    assert "secret" not in repr(told)
    assert stops(idea) == []
    assert [one.value for one in platform_figures.fill([platform])[platform.id]] == [0, 0]


def test_a_node_and_a_platform_show_their_projects(ada, dario, process, in_request):
    idea = a_public_idea(ada, process)
    node = a_node(dario, process, idea)
    project = draft_project(dario, process, a_draft(), node)
    make_candidate(dario, process, project)
    platform = a_platform()

    (shown,) = node_projects.fill([node])[node.id]
    figures = platform_figures.fill([platform])[platform.id]

    assert (shown.title, shown.url) == ("One ticket", "/processes/plan/projects/PC-01")
    assert shown.platform.id == platform.id
    assert [one.value for one in figures] == [1, 1]
    assert "One ticket" in platform_projects.fill([platform])[platform.id][0]
    assert idea.title in platform_voices.fill([platform])[platform.id][0]


def test_a_voice_linked_without_a_node_leads_to_no_node(ada, dario, process, in_request):
    node = a_node(dario, process)
    project = draft_project(dario, process, a_draft())
    add_origin(dario, process, project, a_public_idea(ada, process), OriginDraft())
    make_candidate(dario, process, project)

    assert node_projects.fill([node])[node.id] == []


def test_what_waits_has_no_thread_in_projects(ada, process, in_request):
    assert stops(an_idea(ada, process)) == []


def test_a_consultation_counts_its_candidates(ada, dario, process, in_request):
    project = a_project(dario, process, a_public_idea(ada, process))
    before = [one.value for one in process_figures.fill([process])[process.id]]

    make_candidate(dario, process, project)

    after = [one.value for one in process_figures.fill([process])[process.id]]
    assert len(after) == len(before) + 1
    assert after[-1] == 1
