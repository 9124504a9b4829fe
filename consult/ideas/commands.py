"""Submitting an idea online, changing it, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import (
    Channel,
    Contribution,
    ContributionDraft,
    record,
    revise,
    voice_of,
    withdraw,
)
from consult.files import PreparedPhoto, attach_photo
from consult.ideas.facts import idea_submitted
from consult.ideas.policy import can_edit_idea, can_submit_idea, can_withdraw_idea
from consult.ideas.vocabulary import vocabulary_of
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, current_language
from consult.kernel.policy import require
from consult.processes import Process, accept_pact, pact_to_accept
from consult.taxonomy import get_theme, territory_of
from consult.territory import Municipality, municipality_named, slug_of, today

PHOTO_KIND = "contribution"


class OutsideTerritoryError(RefusedError):
    """The idea's place lies outside the territory of the plan."""


class PactNotAcceptedError(RefusedError):
    """The first contribution comes after accepting the pact, never before."""


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """What a person typed: text in Markdown, the place by its name, the theme by its code."""

    title: str
    body: str
    place: str
    theme: str
    accepts_pact: bool = False
    photos: tuple[tuple[PreparedPhoto, str], ...] = ()


def submit_idea(person: Person, process: Process, draft: IdeaDraft) -> Contribution:
    """Take in an idea, to wait for a moderator.

    Raises `NotAllowedError` when the process is not collecting ideas or the person may not write,
    `OutsideTerritoryError` when its place is not in the plan's territory, and
    `PactNotAcceptedError` when the pact was not accepted before or with it.
    """
    voice = voice_of(person)
    require(can_submit_idea(person, process, now()))
    said = _said(process, draft)
    _accept(person, process, draft)
    idea = record(voice, process, Channel.ONLINE, said)
    for photo, words in draft.photos:
        attach_photo(photo, PHOTO_KIND, idea.id, words)
    note_act(person, "idea.submitted", idea)
    idea_submitted.announce(idea)
    return idea


def edit_idea(person: Person, idea: Contribution, draft: IdeaDraft, version: int) -> None:
    """Change what an idea says, keeping what it said; one that was given back waits again.

    Raises `NotAllowedError` outside its window, `OutsideTerritoryError` beside the place, and
    `ConflictError` when it is no longer the `version` that its author read.
    """
    require(can_edit_idea(person, idea, now()))
    revise(person, idea, _said(idea.process, draft), version)
    note_act(person, "idea.edited", idea, version=idea.version)


def withdraw_idea(person: Person, idea: Contribution) -> None:
    """Take an idea away from readers, for good. Raises `NotAllowedError`."""
    require(can_withdraw_idea(person, idea))
    withdraw(idea)
    note_act(person, "idea.withdrawn", idea)


def _said(process: Process, draft: IdeaDraft) -> ContributionDraft:
    # The plan's words are kept in memory, under the version of the plan that was just read anew.
    known, slug = vocabulary_of(process), slug_of(draft.place)
    spot = next((one for one in known.spots if one.slug == slug), None)
    theme = next((one for one in known.themes if one.code == draft.theme), None)
    return ContributionDraft(
        title=draft.title,
        body=draft.body,
        municipality_id=(spot or find_place(process, draft.place)).id,
        theme_id=(theme or get_theme(process.cycle, draft.theme)).id,
        language=current_language(),
    )


def find_place(process: Process, name: str) -> Municipality:
    """Return the municipality of this name; raises `OutsideTerritoryError` beside the place."""
    place = municipality_named(territory_of(process.cycle), name, today())
    if place is None:
        raise OutsideTerritoryError(
            _(
                "“%(place)s” is not one of the plan's municipalities: choose one from the list.",
                place=name,
            ),
            field="place",
        )
    return place


def _accept(person: Person, process: Process, draft: IdeaDraft) -> None:
    pact = pact_to_accept(person, process)
    if pact is None:
        return
    if not draft.accepts_pact:
        raise PactNotAcceptedError(
            _("Read the pact and accept it: it says what we do with your words."), field="pact"
        )
    accept_pact(person, process, pact.version)
