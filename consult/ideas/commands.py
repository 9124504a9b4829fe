"""Submitting an idea online."""

from __future__ import annotations

from dataclasses import dataclass

from consult.accounts import Person
from consult.audit import note_act
from consult.contributions import Channel, Contribution, ContributionDraft, record, voice_of
from consult.files import PreparedPhoto, attach_photo
from consult.ideas.facts import idea_submitted
from consult.ideas.policy import can_submit_idea
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _, current_language
from consult.kernel.policy import require
from consult.processes import Process, accept_pact, pact_to_accept
from consult.taxonomy import Theme, get_theme, territory_of
from consult.territory import Municipality, municipality_named, today

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
    photo: PreparedPhoto | None = None
    photo_text: str = ""


def submit_idea(person: Person, process: Process, draft: IdeaDraft) -> Contribution:
    """Take in an idea, to wait for a moderator.

    Raises `NotAllowedError` when the process is not collecting ideas or the person may not write,
    `OutsideTerritoryError` when its place is not in the plan's territory, and
    `PactNotAcceptedError` when the pact was not accepted before or with it.
    """
    require(can_submit_idea(person, process, now()))
    place = _place(process, draft.place)
    theme: Theme = get_theme(process.cycle, draft.theme)
    _accept(person, process, draft)
    idea = record(
        voice_of(person),
        process,
        Channel.ONLINE,
        ContributionDraft(
            title=draft.title,
            body=draft.body,
            municipality_id=place.id,
            theme_id=theme.id,
            language=current_language(),
        ),
    )
    if draft.photo is not None:
        attach_photo(draft.photo, PHOTO_KIND, idea.id, draft.photo_text)
    note_act(person, "idea.submitted", idea)
    idea_submitted.announce(idea)
    return idea


def _place(process: Process, name: str) -> Municipality:
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
