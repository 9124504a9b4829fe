"""What every page of the curators' desk stands on: who is there, and the list of what is loose."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from consult.accounts import Person, signed_in_person
from consult.curating.forms import HangForm
from consult.curating.proposed import count_proposed
from consult.curating.queries import LooseFilter, last_hung, on_no_node
from consult.docket import alike_by_contribution
from consult.ideamap import MATURITIES, Offered, can_curate, counts_in, read_filters, tree_of
from consult.kernel.forms import ActionForm
from consult.kernel.policy import require
from consult.kernel.slots import Slot
from consult.kernel.text import clean_line
from consult.moderation import desks_of
from consult.processes import Process, get_process
from consult.taxonomy import territory_of, themes_of
from consult.territory import zones_of

LONGEST_WORDS = 200

# What else waits for a curator: words, and where they lead.
desk_notices: Slot[Process, tuple[str, str]] = Slot("process.curating_notices")


def at_the_desk(slug: str) -> tuple[Person, Process]:
    """Return who curates what; anyone else is refused in words."""
    person = signed_in_person()
    process = get_process(slug, person)
    require(can_curate(person, process))
    return person, process


def around(person: Person, process: Process) -> dict[str, Any]:
    """Return what every page of the desk shows round its middle."""
    return {
        "process": process,
        "desks": desks_of(person, process),
        "desk_url": url_for("curating_desk.index", slug=process.slug),
    }


def loose_page(person: Person, process: Process, form: HangForm) -> str:
    """Render the nodes, and what hangs on none of them, to be ticked and hung."""
    tree = tree_of(process)
    form.node.choices = form.node.choices or [("", "")]
    offered = Offered(zones_of(territory_of(process.cycle)), themes_of(process.cycle), [], [])
    filters = read_filters(offered, request.args)
    words = clean_line(request.args.get("q", ""))[:LONGEST_WORDS]
    asked = LooseFilter(filters.zone, filters.theme, words)
    loose = on_no_node(process, asked)
    return render_template(
        "curating/index.html",
        tree=tree,
        counts=counts_in(process),
        loose=loose,
        alike=alike_by_contribution([one.id for one in loose], public_only=True),
        asked=asked,
        offered=offered,
        form=form,
        ticked=form.codes.data or [],
        last_hung=last_hung(process, person),
        proposed=count_proposed(process),
        notices=desk_notices.fill([process])[process.id],
        action=ActionForm(formdata=None),
        maturities=MATURITIES,
        **around(person, process),
    )
