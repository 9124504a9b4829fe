"""What tables refuse at their edges: too many of a kind, what is of another plan, codes in use."""

import pytest

from consult.files import store_document
from consult.kernel.clock import now
from consult.kernel.errors import RefusedError
from consult.tables import TableDraft, TableKind, hand_out, make_table, prepare_session, save_method
from consult.tables.commands import blocks, documents
from consult.tables.policy import can_answer
from consult.taxonomy import Theme
from consult.territory import Zone
from tests.makers import in_every_language
from tests.makers.tables import a_session, a_table
from tests.tables.test_preparing import a_draft

ELSEWHERE = -1


@pytest.fixture
def session(process):
    return a_session(a_table(process))


def test_a_team_keeps_so_many_methods_and_no_more(session, bruno, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_SAVED", 1)
    save_method(bruno, session, "Ours")

    with pytest.raises(RefusedError, match="1 methods already"):
        save_method(bruno, session, "One more")


def test_a_session_hands_out_so_many_documents_and_no_more(session, bruno, monkeypatch):
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 1)
    hand_out(bruno, session, store_document(b"%PDF-1.7", "Map.pdf"))

    with pytest.raises(RefusedError, match="room for 1 document"):
        hand_out(bruno, session, store_document(b"%PDF-1.7 again", "Map.pdf"))


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        (TableKind.ZONE, {"zone": Zone(territory_id=ELSEWHERE)}),
        (TableKind.THEME, {"theme": Theme(cycle_id=ELSEWHERE)}),
    ],
)
def test_a_table_is_about_what_its_own_plan_knows(process, elena, kind, about):
    name = in_every_language("Table of elsewhere")

    with pytest.raises(RefusedError, match="another plan"):
        make_table(elena, process, TableDraft(kind, name, name, **about))


def test_a_code_in_use_is_drawn_again(session, bruno, monkeypatch):
    drawn = iter(session.join_code + "ZYXWVT")
    monkeypatch.setattr("secrets.choice", lambda _letters: next(drawn))

    assert prepare_session(bruno, session.table, a_draft(), None).join_code == "ZYXWVT"


def test_nobody_answers_an_invitation_to_what_is_over_or_called_off(session):
    assert can_answer(session, now())
    assert "is over" in can_answer(session, session.ends_at).reason
    session.cancel(now(), "Snow")

    assert "called off" in can_answer(session, now()).reason
