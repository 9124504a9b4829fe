"""The forms of a session: enough to prepare it in five minutes, and why it is called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from consult.kernel.forms import CreatingForm, Form, LineField, MomentField
from consult.kernel.i18n import _, _l, text
from consult.preparing.forms.versioned import VersionedForm, number_field
from consult.processes import LANGUAGE_NAMES, typed_moment, wall_clock
from consult.tables import SessionDraft, method_named, methods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult.processes import Process
    from consult.tables import Method, SavedMethod, Session

OURS, SAVED, EMPTY = "house:", "saved:", "empty"


class SessionForm(VersionedForm):
    """What a session is: enough to prepare it in five minutes."""

    title = LineField(
        _l("Title"),
        validators=[InputRequired(_l("Give the session a title."))],
        description=_l("What is on the poster, the invitation and the projector."),
    )
    question = LineField(
        _l("Question"),
        max=300,
        validators=[InputRequired(_l("Write the question, in one line."))],
        description=_l("What people answer: one question, in plain words."),
    )
    starts_at = MomentField(_l("Begins"))
    planned_minutes = number_field(
        _l("Minutes"), _l("How long it lasts in all. Empty: as long as the method."), 4_320
    )
    place = LineField(
        _l("Place"), max=300, description=_l("Address and room, if people meet there.")
    )
    video_url = LineField(
        _l("Video link"),
        max=500,
        description=_l("Of whatever service, if people meet online. It begins with https://."),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"},
    )
    language = RadioField(_l("Language"), choices=[])
    per_group = number_field(_l("People in a group"), _l("Empty: as many as the method says."), 100)
    asks_approval = BooleanField(_l("Whoever joins waits until a facilitator lets them in"))
    takes_nicknames = BooleanField(_l("One may join by a nickname"))

    def draft(self, process: Process) -> SessionDraft:
        """Return what was typed.

        Raises `RefusedError` beside a time that the clock skips or repeats.
        """
        return SessionDraft(
            title=self.title.data or "",
            question=self.question.data or "",
            starts_at=typed_moment(self.starts_at.data, process.time_zone, "starts_at"),
            language=self.language.data or "",
            place=self.place.data or "",
            video_url=self.video_url.data or "",
            planned_minutes=self.planned_minutes.data,
            per_group=self.per_group.data,
            asks_approval=bool(self.asks_approval.data),
            takes_nicknames=bool(self.takes_nicknames.data),
        )


class NewSessionForm(SessionForm, CreatingForm):
    """Asks for a new session; sent twice, it makes one."""

    action = "preparing.sessions"

    method = SelectField(
        _l("Method"), description=_l("Its blocks become the agenda; all can be changed.")
    )

    def method_chosen(self, saved: Sequence[SavedMethod]) -> Method | SavedMethod | None:
        """Return the method; the choices allow no other."""
        kind, _colon, rest = (self.method.data or "").partition(":")
        if f"{kind}:" == OURS:
            return method_named(rest)
        return next((one for one in saved if f"{kind}:" == SAVED and str(one.id) == rest), None)


def new_session_form(process: Process, saved: Sequence[SavedMethod]) -> NewSessionForm:
    """Return the form of a new session, with the methods of the house and of the team."""
    data = {"language": process.languages[0], "method": f"{OURS}{methods()[0].code}"}
    form = NewSessionForm(data=data)
    form.language.choices = _languages(process)
    groups = {
        _("Methods of the house"): [(f"{OURS}{one.code}", _told(one)) for one in methods()],
        _("Kept by your team"): [(f"{SAVED}{one.id}", one.name) for one in saved],
        _("Without a method"): [(EMPTY, _("An empty agenda"))],
    }
    form.method.choices = {name: choices for name, choices in groups.items() if choices}
    return form


def session_form(session: Session, *, filled: bool) -> SessionForm:
    """Return the form of a session that is prepared already."""
    data: dict[str, Any] = {}
    if filled:
        data = saved_of(session) | {
            "asks_approval": session.asks_approval,
            "takes_nicknames": session.takes_nicknames,
            "version": str(session.version),
        }
    form = SessionForm(data=data)
    form.language.choices = _languages(session.table.process)
    return form


def _languages(process: Process) -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in process.languages]


def saved_of(session: Session) -> dict[str, Any]:
    """Return what a session says now, as its form holds it."""
    return {
        "title": session.title,
        "question": session.question,
        "starts_at": wall_clock(session.starts_at, session.table.process.time_zone),
        "planned_minutes": session.planned_minutes,
        "place": session.place,
        "video_url": session.video_url,
        "language": session.language,
        "per_group": session.per_group,
    }


def _told(method: Method) -> str:
    return _("%(name)s · %(num)s minutes", name=text(method.name), num=method.minutes)


class CancellationForm(Form):
    """Why a session is called off."""

    because = LineField(
        _l("Why"),
        max=300,
        validators=[InputRequired(_l("Write why, in one line: everyone reads it."))],
        description=_l("Everyone reads it, and the invited are written to."),
    )
