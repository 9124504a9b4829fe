"""The rows and ties of a sheet, what differs between two of them, and words that a voice said."""

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from consult.kernel.errors import NotAllowedError
from consult.projects import (
    AgreementKind,
    Commitment,
    CostBand,
    Funding,
    Indicator,
    NotSaidError,
    OriginDraft,
    Partner,
    Source,
    add_origin,
    draft_project,
    edit_origin,
    edit_project,
    origins_of,
)
from consult.projects.queries import lands_of, themes_about, tied_ids, voices_called
from consult.projects.quoting import stands_in
from consult.taxonomy import territory_of
from consult.territory import zones_of
from tests.makers import a_municipality, a_theme, an_idea, in_every_language
from tests.projects.worlds import a_draft, a_node, a_project, a_public_idea


@dataclass
class Said:
    """As much of a contribution as quoting looks at."""

    title: str
    source: str
    body: Markup


def a_whole_draft(process, **others):
    zone = zones_of(territory_of(process.cycle))[0]
    given = {
        "cost": in_every_language("Over three years."),
        "cost_band": CostBand.UNDER_10M,
        "timing": in_every_language("It begins in spring."),
        "agreement": in_every_language("The region and the body."),
        "agreement_kind": AgreementKind.PROGRAMME_AGREEMENT,
        "partners": (
            Partner(" The  region ", in_every_language("A law on fares"), Commitment.TALKING),
            Partner("  "),
        ),
        "sources": (
            Source(in_every_language("A fund"), 2_400_000, Funding.REQUESTED),
            Source({}, 5),
        ),
        "indicators": (
            Indicator(in_every_language("Trips"), "%", " 41 ", "100"),
            Indicator({}, "%"),
        ),
        "zone_ids": frozenset({zone.id}),
        "municipality_ids": frozenset({a_municipality().id}),
        "theme_ids": frozenset({a_theme().id}),
    }
    return a_draft(**(given | others))


def test_a_whole_sheet_is_kept_without_its_empty_rows(dario, process):
    project = draft_project(dario, process, a_whole_draft(process))

    assert [row["name"] for row in project.partners] == ["The region"]
    assert [row["amount"] for row in project.sources] == [2_400_000]
    assert [row["start"] for row in project.indicators] == ["41"]
    assert project.cost_band is CostBand.UNDER_10M
    zones, places = lands_of(project)
    assert (len(zones), list(places)) == (1, [a_municipality()])
    assert list(themes_about(project)) == [a_theme()]


def test_a_sheet_saved_as_it_is_gets_no_new_version(dario, process):
    draft = a_whole_draft(process)
    project = draft_project(dario, process, draft)

    edit_project(dario, process, project, draft, version=1)
    assert (project.version, project.edited_at) == (1, None)
    edit_project(dario, process, project, a_whole_draft(process, zone_ids=frozenset()), version=1)

    assert project.version == 2
    assert tied_ids(project)["zones"] == frozenset()


def test_a_draft_begins_from_chosen_voices_once_each(ada, dario, process):
    both = a_public_idea(ada, process, "A voice on a node and chosen")
    chosen = a_public_idea(ada, process, "A voice that was chosen")
    node = a_node(dario, process, both)

    project = draft_project(dario, process, a_draft(), node, [both, chosen, chosen])

    assert [one.contribution_id for one in origins_of(project)] == [both.id, chosen.id]


def test_nothing_that_waits_is_drafted_from(ada, dario, process):
    with pytest.raises(NotAllowedError, match="Only what is published"):
        draft_project(dario, process, a_draft(), None, [an_idea(ada, process)])


def test_only_public_voices_are_found_by_forged_codes(ada, process):
    idea = a_public_idea(ada, process)
    waiting = an_idea(ada, process, title="A canary that waits")

    found = voices_called(process, [waiting.code, "NOBODY", "é", idea.code.lower(), idea.code])

    assert [one.id for one in found] == [idea.id]


def test_words_that_nobody_said_are_laid_into_no_mouth(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    other = a_public_idea(ada, process, "Another voice")

    with pytest.raises(NotSaidError) as refusal:
        edit_origin(
            dario, process, origins_of(project)[0], OriginDraft(part="free buses"), version=1
        )
    with pytest.raises(NotSaidError):
        add_origin(dario, process, project, other, OriginDraft(part="free buses"))

    assert refusal.value.field == "part"
    assert origins_of(project)[0].part == ""


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("", True),
        ("one  TICKET", True),
        ("«One ticket»…", True),
        ("don\u2019t wait", True),
        ("a bold word", True),
        ("first line second line", True),
        ("one tickets", False),
        ("never said", False),
    ],
)
def test_a_span_is_found_whatever_its_spaces_capitals_and_marks(words, there):
    said = Said(
        "One ticket", "We don't wait. A **bold** word.\n\nFirst line\nsecond line", Markup()
    )

    assert stands_in(words, said) is there


def test_words_that_their_author_took_back_are_quoted_no_more(ada, dario, process):
    idea = a_public_idea(ada, process)
    project = a_project(dario, process, idea)
    origin = origins_of(project)[0]
    edit_origin(dario, process, origin, OriginDraft(part="three tickets"), version=1)
    assert origin.quoted == "three tickets"

    idea.source, idea.body = "Only this is left.", Markup("<p>Only this is left.</p>")

    assert origin.quoted == ""
