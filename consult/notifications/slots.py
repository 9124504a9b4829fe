"""The button to follow an idea, on its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import get_template_attribute, url_for

from consult.accounts import current_person
from consult.contributions import Contribution, Piece, voice_id_of
from consult.ideas import idea_actions
from consult.kernel.forms import ActionForm
from consult.notifications.policy import can_follow
from consult.notifications.queries import followed_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLLOWING = 30


@idea_actions.filler
def follow_it(contributions: Sequence[Contribution]) -> Mapping[int, Sequence[Piece]]:
    """Let a person follow what everyone can read; visitors sign in first, authors hear anyway."""
    person = current_person()
    voice_id = voice_id_of(person)
    open_ones = [
        one
        for one in contributions
        if not person or can_follow(person, one, own=one.voice.counted_id == voice_id)
        if one.is_public
    ]
    if not open_ones:
        return {}
    followed = followed_by(person.id, [one.id for one in open_ones]) if person else set()
    form = ActionForm(formdata=None) if person else None
    button = get_template_attribute("notifications/_follow.html", "follow_button")
    return {
        one.id: [Piece(FOLLOWING, button(one, _here(one), form, one.id in followed))]
        for one in open_ones
    }


def _here(contribution: Contribution) -> str:
    return url_for("ideas.show", slug=contribution.process.slug, code=contribution.code)
