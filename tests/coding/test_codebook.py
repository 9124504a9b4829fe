"""A tree of codes: made, changed by one at a time, retired."""

import re

import pytest

from consult.coding import (
    HUES,
    CodeDraft,
    Tie,
    UnsoundCodeError,
    change_code,
    find_code,
    make_code,
    mark,
    marks_in,
    retire_code,
)
from consult.coding.commands.codebook import StaleCodeError
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from tests.coding.words import rows, span
from tests.house.sources import ROOT
from tests.makers import a_process, a_theme

STYLES = ROOT / "frontend/styles/rooms/_coding.scss"


def test_files_and_paper_have_the_colours_of_the_pages():
    [list_of_hues] = re.findall(r"\$hues: \((.*)\);", STYLES.read_text())

    assert tuple(list_of_hues.split(", ")) == HUES


def test_a_codebook_is_a_tree_tied_to_the_plan(irma, process):
    theme = a_theme()
    top = make_code(irma, process, CodeDraft("Mobilità", tie=(Tie.THEME, theme.id), colour=4))
    below = make_code(irma, process, CodeDraft(" Tariffe ", parent_id=top.id))
    other = make_code(irma, process, CodeDraft("Tariffe", is_codable=False))

    assert make_code(irma, process, CodeDraft("TARIFFE", parent_id=top.id)) is below
    assert rows(process) == [("Mobilità", 0, 0), ("Tariffe", 1, 0), ("Tariffe", 0, 0)]
    assert (top.theme_id, below.colour, other.colour) == (theme.id, 4, 2)


def test_a_code_is_changed_by_one_at_a_time(irma, process, fares):
    below = make_code(irma, process, CodeDraft("Zone", parent_id=fares.id))
    make_code(irma, process, CodeDraft("Treni"))

    change_code(irma, process, fares, CodeDraft("Biglietti", description="costo"), version=1)

    assert (fares.name, fares.description, fares.version) == ("Biglietti", "costo", 2)
    with pytest.raises(StaleCodeError):
        change_code(irma, process, fares, CodeDraft("Altro"), version=1)
    with pytest.raises(UnsoundCodeError, match="called so"):
        change_code(irma, process, fares, CodeDraft("treni"), version=2)
    with pytest.raises(UnsoundCodeError, match="cannot hang"):
        change_code(irma, process, fares, CodeDraft("Giro", parent_id=below.id), version=2)


@pytest.mark.parametrize(
    "draft",
    [
        CodeDraft(" "),
        CodeDraft("x" * 151),
        CodeDraft("A", parent_id=999),
        CodeDraft("A", tie=(Tie.PLATFORM, 999)),
    ],
    ids=["no name", "a long name", "under nothing", "tied to nothing"],
)
def test_an_unsound_code_is_refused(irma, process, draft):
    with pytest.raises(UnsoundCodeError):
        make_code(irma, process, draft)


def test_a_tree_has_an_end(irma, process):
    parent = None
    for depth in range(6):
        parent = make_code(irma, process, CodeDraft(f"a{depth}", parent_id=parent)).id
    with pytest.raises(UnsoundCodeError, match="cannot hang"):
        make_code(irma, process, CodeDraft("deep", parent_id=parent))


def test_a_retired_code_takes_what_is_under_it_along(irma, process, interview, fares):
    below = make_code(irma, process, CodeDraft("Zone", parent_id=fares.id))
    mark(irma, interview, below, span())

    retire_code(irma, process, fares)
    db.session.expire_all()

    assert rows(process) == []
    assert len(marks_in([interview.id])) == 1
    assert make_code(irma, process, CodeDraft("Tariffe")).id != fares.id
    with pytest.raises(NotAllowedError):
        mark(irma, interview, find_code(process, below.id), span())
    other = a_process(slug="other")
    with pytest.raises(UnsoundCodeError):
        retire_code(irma, other, fares)
    with pytest.raises(NotFoundError):
        find_code(other, fares.id)
