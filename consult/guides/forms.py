"""The forms of guides, and of what interviewees are told and asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired

from consult.guides.commands import ConsentDraft, GuideDraft
from consult.guides.models import Silence
from consult.guides.words import SILENCES
from consult.kernel.forms import CreatingForm, LineField
from consult.kernel.i18n import _l
from consult.processes import WordedForm, Wording, typed_texts, worded

if TYPE_CHECKING:
    from consult.guides.models import ConsentText, Guide
    from consult.processes import Process

GUIDE = {
    "text": Wording(
        _l("Questions"),
        _l("A line with # opens a chapter, one with - is a prompt, any other is a question."),
        rows=16,
    )
}
TOLD = {
    "text": Wording(
        _l("What interviewees are told"),
        _l("Who asks, for what, who reads it, how long it is kept, how to take it back."),
        rows=12,
    )
}


def _number(label: str, hint: str) -> IntegerField:
    return IntegerField(
        label,
        validators=[InputRequired(_l("Write a number."))],
        description=hint,
        render_kw={"inputmode": "numeric", "min": 1},
    )


def guide_form(process: Process, guide: Guide | None = None) -> WordedForm:
    """Return the form of a guide, or of a new one."""
    last = guide.versions[-1] if guide else None
    data: dict[str, Any] = {}
    if guide and last:
        data = {"name": guide.name, "version": str(last.number)}
        data |= typed_texts({"text": last.texts}, process.languages)
    name = LineField(_l("Name"), validators=[InputRequired(_l("Give the guide a name."))])
    base: type[WordedForm] = WordedForm if guide else _NewGuideForm
    return worded(base, GUIDE, process.languages, name=name)(data=data)


class _NewGuideForm(WordedForm, CreatingForm):
    action = "guides.create"


def guide_draft(form: WordedForm) -> GuideDraft:
    """Return what was typed."""
    return GuideDraft(name=form["name"].data or "", texts=form.said("text"))


class ConsentForm(WordedForm, CreatingForm):
    """What interviewees are told, and the rules that go with it."""

    action = "guides.consent"

    silence = RadioField(_l("What silence means"), choices=[])
    silence_days = _number(_l("Days of silence"), _l("Counted from the letter with the passages."))
    audio_days = _number(_l("Days that audio is kept"), _l("Then a job deletes it."))
    scan_days = _number(_l("Days that scans are kept"), _l("Then a job deletes them."))

    def draft(self) -> ConsentDraft:
        """Return what was typed."""
        return ConsentDraft(
            texts=self.said("text"),
            silence=Silence(self.silence.data),
            silence_days=self.silence_days.data or 0,
            audio_days=self.audio_days.data or 0,
            scan_days=self.scan_days.data or 0,
        )


def consent_form(process: Process, text: ConsentText | None) -> ConsentForm:
    """Return the form with what is asked now."""
    kept = ConsentDraft({}) if text is None else text
    data: dict[str, Any] = {
        name: getattr(kept, name) for name in ("silence_days", "audio_days", "scan_days")
    }
    data["silence"] = kept.silence.value
    data |= typed_texts({"text": dict(kept.texts)}, process.languages)
    form = worded(ConsentForm, TOLD, process.languages)(data=data)
    form.silence.choices = [(one.value, str(words)) for one, words in SILENCES.items()]
    return form
