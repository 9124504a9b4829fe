"""The forms of one interview: who is heard, when it was held, who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import DateTimeLocalField, EmailField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from consult.accounts import LONGEST_ADDRESS
from consult.guides import guide_version_of, guides_of
from consult.interviews.commands import InterviewDraft
from consult.interviews.forms.numbers import number_field
from consult.interviews.models import BodyKind, Interview, InterviewKind
from consult.interviews.queries import zones_in
from consult.interviews.words import BODY_KINDS, KINDS
from consult.kernel.errors import RefusedError
from consult.kernel.forms import CreatingForm, Form, LineField, MomentField, TextField
from consult.kernel.i18n import _, _l
from consult.processes import LANGUAGE_NAMES, WordedForm, typed_moment, wall_clock
from consult.taxonomy import territory_of
from consult.territory import municipality_named, today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult.processes import Process

MOST_DIGITS = 5


class InterviewForm(WordedForm):
    """Who is heard, when, where, by which guide."""

    title = LineField(
        _l("Title"),
        validators=[InputRequired(_l("Give it a title: only the desk reads it."))],
        description=_l("How you call it among you. Only the desk reads it."),
    )
    kind = RadioField(_l("Kind of conversation"), choices=[])
    body_kind = SelectField(_l("Kind of body"), choices=[])
    name = LineField(_l("Name"), description=_l("Shown to nobody without consent."))
    role = LineField(
        _l("Role"), description=_l("As it may be shown: “Head of a school”. Not the name.")
    )
    body = LineField(_l("Body"), description=_l("Only the desk reads it."))
    such_people = number_field(
        _l("How many people have this role in this zone"),
        _l("With fewer than three, role and zone would give the name away: they are not shown."),
        Optional(),
    )
    email = EmailField(
        _l("E-mail address"),
        validators=[Length(max=LONGEST_ADDRESS, message=_l("This address is too long."))],
        description=_l("For the private link; nobody else reads it."),
        render_kw={"autocomplete": "off"},
    )
    zone = SelectField(_l("Zone"), choices=[])
    municipality = LineField(
        _l("Municipality"), render_kw={"list": "municipalities", "autocomplete": "off"}
    )
    language = RadioField(_l("Language"), choices=[])
    guide = SelectField(_l("Guide"), choices=[])
    planned_for = DateTimeLocalField(
        _l("Planned for"),
        validators=[Optional()],
        format=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"],
        render_kw={"step": 60},
    )

    def draft(self, process: Process) -> InterviewDraft:
        """Return what was typed. Raises `RefusedError` beside a field."""
        zones = zones_in(process)
        named, place = self.municipality.data or "", None
        if named:
            place = municipality_named(territory_of(process.cycle), named, today())
            if place is None:
                raise RefusedError(
                    _("No municipality of the plan is called so."), field="municipality"
                )
        at = self.planned_for.data
        return InterviewDraft(
            title=self.title.data or "",
            kind=InterviewKind(self.kind.data),
            body_kind=BodyKind(self.body_kind.data),
            name=self.name.data or "",
            role=self.role.data or "",
            body=self.body.data or "",
            such_people=self.such_people.data,
            email=self.email.data or "",
            zone=next((one for one in zones if one.code == self.zone.data), None),
            municipality=place,
            language=self.language.data or "",
            guide_version=guide_version_of(process, int(self.guide.data or 0)),
            planned_for=typed_moment(at, process.time_zone, "planned_for") if at else None,
        )


class NewInterviewForm(InterviewForm, CreatingForm):
    """Asks for a new interview; sent twice, it makes one."""

    action = "interviews.create"


def interview_form(process: Process, interview: Interview | None = None) -> InterviewForm:
    """Return the form of an interview as it is now, or of a new one."""
    kind = InterviewForm if interview else NewInterviewForm
    form = kind(data=_data_of(process, interview))
    form.kind.choices = [(one.value, str(words)) for one, words in KINDS.items()]
    form.body_kind.choices = [(one.value, str(words)) for one, words in BODY_KINDS.items()]
    form.zone.choices = [
        ("", _("No zone")),
        *((zone.code, zone.name) for zone in zones_in(process)),
    ]
    form.language.choices = [(code, LANGUAGE_NAMES[code]) for code in process.languages]
    kept = interview.guide_version_id if interview else None
    form.guide.choices = [
        ("0", _("None")),
        *(
            (str(one.id), _("%(name)s, version %(num)s", name=guide.name, num=one.number))
            for guide in guides_of(process)
            for one in guide.versions
            if one is guide.versions[-1] or one.id == kept
        ),
    ]
    return form


def _data_of(process: Process, interview: Interview | None) -> Mapping[str, Any]:
    if interview is None:
        return {
            "kind": InterviewKind.INTERVIEW.value,
            "language": process.languages[0],
        }
    at = interview.planned_for
    return {
        **{name: getattr(interview, name) for name in ("title", "name", "role", "body")},
        "kind": interview.kind.value,
        "body_kind": interview.body_kind.value,
        "such_people": interview.such_people,
        "email": interview.email or "",
        "zone": interview.zone.code if interview.zone else "",
        "municipality": interview.municipality.name if interview.municipality else "",
        "language": interview.language,
        "guide": str(interview.guide_version_id or 0),
        "planned_for": wall_clock(at, process.time_zone) if at else None,
        "version": str(interview.version),
    }


class HoldingForm(Form):
    """When an interview took place."""

    held_at = MomentField(_l("Held on"))


class PresenceForm(Form):
    """Who was there, by role."""

    roles = TextField(
        _l("Who was there"),
        max=3_000,
        description=_l("One role a line, with how many: “Shopkeepers: 4”. No names."),
    )

    def counted(self) -> dict[str, int]:
        """Return how many people of which role. Raises `RefusedError` beside an unclear line."""
        found: dict[str, int] = {}
        for line in filter(None, map(str.strip, (self.roles.data or "").splitlines())):
            role, _colon, many = line.rpartition(":")
            many = many.strip()
            if (
                not role.strip()
                or not (many.isascii() and many.isdecimal())
                or len(many) > MOST_DIGITS
            ):
                raise RefusedError(
                    _("This line has no number: “%(line)s”", line=line[:80]), field="roles"
                )
            found[role.strip()] = found.get(role.strip(), 0) + int(many)
        return found
