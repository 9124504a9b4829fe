"""Invitations at the desk: whom to ask, who has answered, and writing again to who has not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template

from consult.accounts import signed_in_person
from consult.kernel import limits
from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.kernel.forms import ActionForm
from consult.kernel.i18n import ngettext
from consult.preparing.forms import InvitationForm
from consult.preparing.views.desk import around, at_the_session, bp, url_of
from consult.tables import (
    can_invite,
    invitations_to,
    invite,
    may_ask_again,
    members_of,
    remind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.tables import Member, Session

LETTERS, IN_TIME = 12, timedelta(hours=1)


@bp.get("/<code>/sessions/<int:number>/invitations")
@open_to(SIGNED_IN)
def invitations_index(slug: str, code: str, number: int) -> ResponseReturnValue:
    """List who was asked and what they answered, and ask others."""
    person, session = at_the_session(slug, code, number)
    return _page(person, session, _form(_with_address(session), _asked_of(session)))


@bp.post("/<code>/sessions/<int:number>/invitations")
@open_to(SIGNED_IN)
def invitations_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Write to those who were not asked yet."""
    person, session = at_the_session(slug, code, number)
    limits.allow("tables.invite", str(person.id), burst=LETTERS, per=IN_TIME)
    form = _form(_with_address(session))
    if form.validate_on_submit():
        person, session = at_the_session(slug, code, number)  # what was read before is read anew
        try:
            asked = invite(person, session, form.drafts(_with_address(session)))
        except RefusedError as refusal:
            if refusal.field == "email":
                refusal.field = "others"
            form.show(refusal)
        else:
            flash(
                ngettext("We write to %(num)s person.", "We write to %(num)s people.", asked),
                "success",
            )
            return redirect(url_of(session, "invitations_index"), 303)
    return _page(person, session, form), 422


@bp.post("/<code>/sessions/<int:number>/invitations/reminder")
@open_to(SIGNED_IN)
def reminders_create(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Write again to who has not answered; pressed twice, one letter leaves."""
    limits.allow("tables.invite", str(signed_in_person().id), burst=LETTERS, per=IN_TIME)
    sound = ActionForm().validate_on_submit()
    person, session = at_the_session(slug, code, number)
    if sound:
        asked = remind(person, session)
        flash(
            ngettext(
                "We write again to %(num)s person.", "We write again to %(num)s people.", asked
            ),
            "success",
        )
    return redirect(url_of(session, "invitations_index"), 303)


def _with_address(session: Session) -> list[Member]:
    return [one for one in members_of(session.table, now()) if one.email]


def _asked_of(session: Session) -> frozenset[int | None]:
    return frozenset(one.member_id for one in invitations_to(session))


def _form(members: Sequence[Member], asked: frozenset[int | None] = frozenset()) -> InvitationForm:
    """Return the form, with the members ticked who were not asked yet."""
    form = InvitationForm(data={"members": [str(one.id) for one in members if one.id not in asked]})
    form.members.choices = [
        (str(one.id), f"{one.called}, {one.delegate}" if one.delegate else one.called)
        for one in members
    ]
    return form


def _page(person: Person, session: Session, form: InvitationForm) -> str:
    invitations = invitations_to(session)
    return render_template(
        "preparing/invitations.html",
        table=session.table,
        session=session,
        invitations=invitations,
        come=sum(1 for one in invitations if one.comes),
        stay_away=sum(1 for one in invitations if one.comes is False),
        silent=sum(1 for one in invitations if one.comes is None),
        again=sum(1 for one in invitations if may_ask_again(one)),
        form=form,
        action=ActionForm(formdata=None),
        url_of=url_of,
        may_invite=can_invite(person, session, now()),
        **around(person, session.table.process),
    )
