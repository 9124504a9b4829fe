"""Changing a plan's words at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult.audit import note_act
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.taxonomy.models import Cycle, Platform, Strategy, Theme, ZoneVocation
from consult.taxonomy.policy import can_edit_plan

if TYPE_CHECKING:
    from consult.kernel.access import Visitor

WordedThing = Cycle | Platform | Theme | Strategy | ZoneVocation

# The words of each kind of thing, and whether they may be left out.
WORDS: dict[type[WordedThing], dict[str, bool]] = {
    Cycle: {"title": True, "subtitle": True, "body": True},
    Platform: {"title": True, "short_title": False, "slogan": True, "objective": True},
    Theme: {"title": True, "hint": False},
    Strategy: {"title": True},
    ZoneVocation: {"words": False},
}


@dataclass(frozen=True, slots=True)
class WordsDraft:
    """New words by field and language, and the version of the thing that its editor saw."""

    words: dict[str, dict[str, str]]
    version: int


def reword(person: Visitor | None, thing: WordedThing, draft: WordsDraft, default: str) -> None:
    """Change the words of a thing; `default` is the plan's first language, which none may lack.

    Raises `NotAllowedError`, `RefusedError` beside the field that is empty, and `ConflictError`
    when somebody else changed the thing meanwhile. The words before are kept in the log of acts.
    """
    require(can_edit_plan(person))
    for field, needed in WORDS[type(thing)].items():
        if needed and not draft.words.get(field, {}).get(default, "").strip():
            raise RefusedError(
                _("Write this text: no other can stand in for it."), field=f"{field}_{default}"
            )
    db.lock_row(thing)
    before = thing.reword(
        {field: texts for field, texts in draft.words.items() if field in WORDS[type(thing)]},
        draft.version,
    )
    if before:
        note_act(person, "reworded", thing, before=before, version=thing.version)
        db.session.flush()
