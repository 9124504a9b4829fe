"""Reads of guides, and of what interviewees are told and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.guides.models import ConsentText, Guide, GuideVersion
from consult.kernel.db import db
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process


def consent_texts_of(process: Process) -> Sequence[ConsentText]:
    """Every text of consent, the present one first."""
    return db.session.scalars(
        select(ConsentText)
        .where(ConsentText.process_id == process.id)
        .order_by(ConsentText.number.desc())
    ).all()


def consent_text_of(process: Process) -> ConsentText | None:
    """What interviewees are told and asked now."""
    return db.session.scalar(
        select(ConsentText)
        .where(ConsentText.process_id == process.id)
        .order_by(ConsentText.number.desc())
        .limit(1)
    )


def guides_of(process: Process) -> Sequence[Guide]:
    """The guides of a consultation with their versions, by name."""
    return db.session.scalars(
        select(Guide)
        .options(selectinload(Guide.versions))
        .where(Guide.process_id == process.id)
        .order_by(Guide.name, Guide.id)
    ).all()


def find_guide(process: Process, guide_id: int) -> Guide:
    """One guide with its versions. Raises `NotFoundError`."""
    found = db.session.scalar(
        select(Guide)
        .options(selectinload(Guide.versions))
        .where(Guide.id == guide_id, Guide.process_id == process.id)
    )
    if found is None:
        raise NotFoundError(_("There is no such guide."))
    return found


def guide_version_of(process: Process, version_id: int) -> GuideVersion | None:
    """A version of one of this consultation's guides, with its guide."""
    return db.session.scalar(
        select(GuideVersion)
        .join(Guide)
        .options(joinedload(GuideVersion.guide))
        .where(GuideVersion.id == version_id, Guide.process_id == process.id)
    )
