"""Writing guides, and publishing what interviewees are told and asked: each time a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from consult.accounts import Person
from consult.audit import note_act
from consult.guides.chapters import count_questions
from consult.guides.models import ConsentText, Guide, GuideVersion, Silence
from consult.guides.policy import can_keep_guides
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import ConflictError, RefusedError
from consult.kernel.i18n import _
from consult.kernel.policy import require
from consult.kernel.text import BODY_LIMIT, TITLE_LIMIT, clean, clean_line
from consult.processes import Process

LONGEST_SILENCE, LONGEST_KEEPING = 365, 3_650


class UnsoundGuideError(RefusedError):
    """A guide has a name and asks something in each language it has."""


class UnsoundConsentTextError(RefusedError):
    """What is told is written in each language, with numbers of days that make sense."""


@dataclass(frozen=True, slots=True)
class GuideDraft:
    """A guide as it was typed, by language."""

    name: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What interviewees are to be told, what silence means, how long things are kept."""

    texts: Mapping[str, str]
    silence: Silence = Silence.WITHHOLDS
    silence_days: int = 30
    audio_days: int = 180
    scan_days: int = 1_825


def make_guide(person: Person, process: Process, draft: GuideDraft) -> Guide:
    """Make a guide, in its first version. Raises `NotAllowedError` and `UnsoundGuideError`."""
    require(can_keep_guides(person, process))
    name, texts = _checked(process, draft)
    guide = Guide(process_id=process.id, name=name, made_at=now())
    db.session.add(guide)
    db.session.flush()
    _add_version(person, guide, 1, texts)
    note_act(person, "interview_guide.made", guide)
    return guide


def revise_guide(
    person: Person, process: Process, guide: Guide, draft: GuideDraft, version: int
) -> GuideVersion | None:
    """Keep a further version of a guide; the same words make none.

    Raises as `make_guide`, and `ConflictError` when `version` is not the last one.
    """
    require(can_keep_guides(person, process))
    db.lock_row(guide)
    name, texts = _checked(process, draft)
    last = db.session.scalars(
        select(GuideVersion)
        .where(GuideVersion.guide_id == guide.id)
        .order_by(GuideVersion.number.desc())
        .limit(1)
    ).one()
    if last.number != version:
        raise ConflictError(_("Somebody else changed this guide meanwhile. Yours is kept below."))
    guide.name = name
    if last.texts == texts:
        db.session.flush()
        return None
    made = _add_version(person, guide, last.number + 1, texts)
    note_act(person, "interview_guide.revised", guide, number=made.number)
    return made


def publish_consent_text(person: Person, process: Process, draft: ConsentDraft) -> ConsentText:
    """Publish what is asked from now on; answers given before stay under their own text.

    Raises `NotAllowedError` and `UnsoundConsentTextError`.
    """
    require(can_keep_guides(person, process))
    db.lock_row(process)
    texts = {code: clean(words) for code, words in draft.texts.items()}
    for code in process.languages:
        if not 0 < len(texts.get(code, "")) <= BODY_LIMIT:
            raise UnsoundConsentTextError(
                _("Write it in each language of the consultation."), field=f"text_{code}"
            )
    for name, most in (
        ("silence_days", LONGEST_SILENCE),
        ("audio_days", LONGEST_KEEPING),
        ("scan_days", LONGEST_KEEPING),
    ):
        if not 0 < getattr(draft, name) <= most:
            raise UnsoundConsentTextError(
                _("Write a number of days, from 1 to %(most)d.", most=most), field=name
            )
    last = db.session.scalar(
        select(func.max(ConsentText.number)).where(ConsentText.process_id == process.id)
    )
    text = ConsentText(
        process_id=process.id,
        number=(last or 0) + 1,
        texts={code: texts[code] for code in process.languages},
        silence=draft.silence,
        silence_days=draft.silence_days,
        audio_days=draft.audio_days,
        scan_days=draft.scan_days,
        published_at=now(),
        published_by_id=person.id,
    )
    db.session.add(text)
    db.session.flush()
    note_act(person, "consent_text.published", text, number=text.number)
    return text


def _add_version(
    person: Person, guide: Guide, number: int, texts: Mapping[str, str]
) -> GuideVersion:
    version = GuideVersion(
        guide_id=guide.id,
        number=number,
        texts=dict(texts),
        written_at=now(),
        written_by_id=person.id,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _checked(process: Process, draft: GuideDraft) -> tuple[str, dict[str, str]]:
    name = clean_line(draft.name)
    if not 0 < len(name) <= TITLE_LIMIT:
        raise UnsoundGuideError(_("Give the guide a name."), field="name")
    texts = {code: clean(draft.texts.get(code, "")) for code in process.languages}
    texts = {code: words for code, words in texts.items() if words}
    if not any(count_questions(words) for words in texts.values()):
        raise UnsoundGuideError(_("Write at least one question."), field="text")
    for code, words in texts.items():
        if len(words) > BODY_LIMIT:
            raise UnsoundGuideError(_("This text is too long: shorten it."), field=f"text_{code}")
    return name, texts
