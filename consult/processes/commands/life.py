"""A consultation from its first draft to its closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import select

from consult.accounts import Person
from consult.audit import note_act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import BODY_LIMIT, TITLE_LIMIT, clean, clean_line
from consult.processes.facts import process_changed, process_closed, process_published
from consult.processes.models import LEAST_AGE, Process
from consult.processes.policy import can_change, can_close, can_publish, can_start_process
from consult.taxonomy import Cycle
from consult.territory import slug_of

ONE_LINE = ("title", "question")
LONGEST_SLUG = 60
# Addresses under /processes that are not consultations.
TAKEN_SLUGS = frozenset({"new"})


@dataclass(frozen=True, slots=True)
class Texts:
    """What a consultation says of itself, by language; long texts in Markdown."""

    title: Mapping[str, str] = field(default_factory=dict)
    question: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    who_decides: Mapping[str, str] = field(default_factory=dict)
    can_change: Mapping[str, str] = field(default_factory=dict)
    cannot_change: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProcessDraft:
    """A consultation before it is made: its address, and what it says of itself."""

    slug: str
    texts: Texts
    minimum_age: int | None = None


def start_process(actor: Person, cycle: Cycle, draft: ProcessDraft) -> Process:
    """Make a draft of a consultation on a plan's cycle, with the plan's minimum age unless said.

    Raises `RefusedError` beside an address that cannot be one or is taken.
    """
    require(can_start_process(actor))
    slug = checked_slug(draft.slug)
    age = _checked_age(cycle.minimum_age if draft.minimum_age is None else draft.minimum_age)
    process = Process(
        slug=slug,
        cycle=cycle,
        languages=list(cycle.languages),
        minimum_age=age,
        created_at=now(),
        phases=[],
        **_cleaned(draft.texts),
    )
    db.session.add(process)
    db.session.flush()
    note_act(actor, "process.started", process)
    return process


def checked_slug(typed: str) -> str:
    """Return an address that a new consultation can have.

    Raises `RefusedError` beside one that cannot be one or is taken.
    """
    slug = slug_of(typed)
    if not slug or len(slug) > LONGEST_SLUG or slug in TAKEN_SLUGS:
        raise RefusedError(
            _("Choose an address of letters, figures and hyphens, such as plan-2026."), field="slug"
        )
    if db.session.scalar(select(Process.id).where(Process.slug == slug)):
        raise RefusedError(_("Another consultation has this address."), field="slug")
    return slug


def change_texts(
    actor: Person, process: Process, texts: Texts, *, minimum_age: int, version: int
) -> None:
    """Change what a consultation says of itself, seen at `version`.

    Raises `ConflictError` when somebody changed it meanwhile, and `RefusedError` beside an age
    that the law does not allow.
    """
    require(can_change(actor, process))
    db.lock_row(process)
    if process.version != version:
        raise ConflictError(
            _("Somebody else changed these texts meanwhile. Yours are below, not saved yet.")
        )
    age, cleaned = _checked_age(minimum_age), _cleaned(texts)
    changed = [name for name, said in cleaned.items() if said != getattr(process, name)]
    if age != process.minimum_age:
        changed.append("minimum_age")
    if not changed:
        return
    for name, said in cleaned.items():
        setattr(process, name, said)
    process.minimum_age = age
    process.version += 1
    db.session.flush()
    note_act(actor, "process.texts_changed", process, fields=changed)
    process_changed.announce(process)


def publish_process(actor: Person, process: Process) -> None:
    """Let everyone read a consultation; raises `NotAllowedError` while something is missing."""
    require(can_publish(actor, process))
    db.lock_row(process)
    process.publish(now())
    db.session.flush()
    note_act(actor, "process.published", process)
    process_published.announce(process)


def close_process(actor: Person, process: Process) -> None:
    """End a consultation; raises `NotAllowedError` without a published report."""
    require(can_close(actor, process))
    db.lock_row(process)
    process.close(now())
    db.session.flush()
    note_act(actor, "process.closed", process)
    process_closed.announce(process)


def _cleaned(texts: Texts) -> dict[str, dict[str, str]]:
    """Return the texts clean and within their bounds; raises `RefusedError` beside one too long."""
    return {
        name: clean_texts(said, name, one_line=name in ONE_LINE)
        for name, said in asdict(texts).items()
    }


def clean_texts(said: Mapping[str, str], name: str, *, one_line: bool = False) -> dict[str, str]:
    """Return a text in each language that has one, cleaned; raises `RefusedError` if too long."""
    cleaned = {
        code: clean_line(words) if one_line else clean(words) for code, words in said.items()
    }
    for code, words in cleaned.items():
        if len(words) > (TITLE_LIMIT if one_line else BODY_LIMIT):
            raise RefusedError(_("This text is too long: shorten it."), field=f"{name}_{code}")
    return {code: words for code, words in cleaned.items() if words}


def _checked_age(age: int) -> int:
    if age < LEAST_AGE:
        raise RefusedError(
            _("The minimum age is %(age)d or more.", age=LEAST_AGE), field="minimum_age"
        )
    return age
