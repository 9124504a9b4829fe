"""Which platform is suggested for a new project, and by which voices."""

from consult.projects import make_candidate, platform_hints, remove_origin, set_aside
from consult.projects.queries import origins_of
from tests.makers import a_theme
from tests.projects.worlds import a_platform, a_project, a_public_idea, say_what_it_gave


def on(theme, ada, process, many):
    return [a_public_idea(ada, process, f"On it {n}", theme=theme) for n in range(many)]


def test_a_platform_is_suggested_by_two_voices_on_the_same_theme_or_more(ada, dario, process):
    *gone, new = on(a_theme(), ada, process, 4)
    project = a_project(dario, process, *gone[:2], title="One")
    one_voice = a_project(dario, process, gone[2], title="Two")

    [hint] = platform_hints(process, [new])

    assert (hint.platform, hint.voices) == (a_platform(), 3)
    assert list(hint.like) == [project, one_voice]
    remove_origin(dario, process, origins_of(one_voice)[0])
    assert platform_hints(process, [new])[0].like == [project]
    remove_origin(dario, process, origins_of(project)[0])
    assert platform_hints(process, [new]) == []


def test_what_was_set_aside_or_said_on_another_theme_suggests_nothing(ada, dario, process):
    *gone, new = on(a_theme(), ada, process, 3)
    project = a_project(dario, process, *gone)
    other = a_public_idea(ada, process, "Away", theme=a_theme(1))

    assert platform_hints(process, [other]) == []
    assert platform_hints(process, []) == []
    say_what_it_gave(dario, process, project)
    make_candidate(dario, process, project)
    set_aside(dario, process, project, "No.")
    assert platform_hints(process, [new]) == []
