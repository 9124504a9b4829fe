"""The public pages of formal choices: which there are, voting in one, and its tally."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from consult.accounts import current_person, signed_in_person
from consult.kernel import limits
from consult.kernel.access import EVERYONE, SIGNED_IN, open_to
from consult.kernel.clock import now
from consult.kernel.i18n import _
from consult.kernel.instants import database_now
from consult.kernel.text import clean_line
from consult.kernel.visit import client_address
from consult.processes import get_process
from consult.taxonomy import territory_of
from consult.territory import zones_of
from consult.voting.asked import FEWEST_PEOPLE
from consult.voting.commands import UnsoundBallotError, cast_ballot
from consult.voting.drawing import drawn_options
from consult.voting.forms import BallotForm
from consult.voting.offers import option_urls, options_gone
from consult.voting.policy import can_see_tally, can_vote, is_voting_open
from consult.voting.tallies import (
    ballot_with,
    choices_in,
    get_choice,
    own_ballot,
    tally_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from consult.accounts import Person
    from consult.processes import Process
    from consult.voting.models import Choice, Option

bp = Blueprint("voting_choices", __name__, url_prefix="/processes/<slug>/choices")

BALLOTS, BALLOT_TIME = 30, timedelta(minutes=10)
# A room of people looking their receipts up at once; 30^12 of them are not guessed at this pace.
LOOKED_UP, LOOK_TIME = 60, timedelta(minutes=10)
LONGEST_RECEIPT = 40


@bp.get("")
@open_to(EVERYONE)
def index(slug: str) -> ResponseReturnValue:
    """List the formal choices of a consultation."""
    process, at = get_process(slug, current_person()), database_now()
    return render_template(
        "voting/choices.html",
        process=process,
        choices=[(one, is_voting_open(process, one, at)) for one in choices_in(process)],
    )


@bp.get("/receipts")
@open_to(EVERYONE, query=("receipt",), kept=False)
def receipt_show(slug: str) -> ResponseReturnValue:
    """Look a receipt up: its ballot is counted, since when; never what it says."""
    process = get_process(slug, current_person())
    typed = request.args.get("receipt")
    found = None
    if typed is not None:
        limits.allow("voting.receipt", client_address(), burst=LOOKED_UP, per=LOOK_TIME)
        found = ballot_with(process, _spelt(typed))
    page = render_template(
        "voting/receipt.html",
        process=process,
        typed=(typed or "")[:LONGEST_RECEIPT],
        asked=typed is not None,
        found=found,
        over=found[1].is_over(database_now()) if found else False,
    )
    return page, 404 if typed is not None and found is None else 200


@bp.get("/<int:choice_id>")
@open_to(EVERYONE)
def show(slug: str, choice_id: int) -> ResponseReturnValue:
    """Show a choice: its rules, the ballot while it is open, the tally once it is over."""
    process = get_process(slug, current_person())
    choice = get_choice(process, choice_id)
    return _page(process, choice, None)


@bp.post("/<int:choice_id>/ballot")
@open_to(SIGNED_IN)
def ballot_create(slug: str, choice_id: int) -> ResponseReturnValue:
    """Take a ballot, or the same voice's ballot changed."""
    person = signed_in_person()
    limits.allow("voting.ballot", str(person.id), burst=BALLOTS, per=BALLOT_TIME)
    process = get_process(slug, person)
    choice = get_choice(process, choice_id)
    form = BallotForm.of(_drawn(process, choice, person))
    sound = form.validate_on_submit()
    process = get_process(slug, person)  # which may have been closed; the command reads the choice
    if sound:
        try:
            ballot = cast_ballot(person, choice, form.chosen())
        except UnsoundBallotError as refusal:
            form.show(refusal)
        else:
            flash(
                _(
                    "Your vote is in. Receipt %(receipt)s. You can change it until voting closes.",
                    receipt=ballot.receipt_words,
                ),
                "success",
            )
            return redirect(url_for("voting_choices.show", slug=slug, choice_id=choice_id), 303)
    return _page(process, choice, form), 422


def _spelt(typed: str) -> str:
    """A receipt as it is kept, however somebody spelt it."""
    return "".join(letter for letter in clean_line(typed).upper() if letter.isalnum())


def _drawn(process: Process, choice: Choice, person: Person | None) -> Sequence[Option]:
    return drawn_options(choice, person, now().astimezone(process.time_zone).date())


def _page(process: Process, choice: Choice, form: BallotForm | None) -> str:
    person, at = current_person(), database_now()
    options = _drawn(process, choice, person)
    verdict = can_vote(person, process, choice, at)
    cast = own_ballot(choice, person) if person else None
    gone = {one: why[0] for one, why in options_gone.fill(choice.options).items() if why}
    if form is None and verdict:
        form = BallotForm.of(options, cast[1] if cast else frozenset())
    if form is not None:
        form.leave_out(gone)
    tally = tally_of(process, choice, at) if can_see_tally(choice, at) else None
    zones = zones_of(territory_of(process.cycle)) if tally and tally.zones else []
    return render_template(
        "voting/choice.html",
        process=process,
        choice=choice,
        options=options,
        verdict=verdict,
        opened=is_voting_open(process, choice, at),
        ballot=cast[0] if cast else None,
        form=form,
        urls=option_urls.fill(choice.options),
        gone=gone,
        tally=tally,
        zones=[(one, tally.zones[one.code]) for one in zones if tally and one.code in tally.zones],
        fewest=FEWEST_PEOPLE,
    )
