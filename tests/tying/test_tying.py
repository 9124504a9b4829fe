"""Approved passages whose code is a node: proposed to its curators, hung there or not."""

import pytest
from sqlalchemy import select

from consult.coding import CodeDraft, SpanDraft, Tie, change_code, make_code, mark, retire_code
from consult.contributions import Contribution
from consult.ideamap import NodeDraft, NodeLink, create_node, take_off_several
from consult.interviews import Purpose, get_interview, link_of
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError
from consult.processes import Role
from consult.returning import (
    Answer,
    AnswerDraft,
    ReturnedPassage,
    answer_passage,
    returned_of,
    send_passages,
)
from consult.transcripts import newest_version
from consult.tying.commands import hang_tied, refuse_tied
from consult.tying.queries import count_tied, tied_in
from tests.makers import a_theme, on_staff
from tests.makers.interviews import an_interview, an_interviewer
from tests.makers.passages import FIRST, a_marked_text


@pytest.fixture
def irma(process):
    return an_interviewer()


@pytest.fixture
def node(irma, process):
    draft = NodeDraft(title={process.languages[0]: "Strade sicure"}, summary={})
    return create_node(irma, process, draft)


@pytest.fixture
def approved(irma, process, node):
    """What an interviewee approved, with a code that is a node."""
    interview = an_interview(process, agrees={Purpose.TRANSCRIBE, Purpose.QUOTE_BY_ROLE})
    a_marked_text(interview)
    code = make_code(irma, process, CodeDraft("Attraversare", tie=(Tie.NODE, node.id)))
    start = newest_version(interview).text.index(FIRST)
    mark(irma, interview, code, SpanDraft(1, start, start + len(FIRST)))
    send_passages(irma, interview)
    first = returned_of(interview)[0]
    answer_passage(link_of(interview), interview, first, AnswerDraft(Answer.APPROVED))
    return db.session.get_one(Contribution, first.contribution_id)


def told(process, person):
    return [
        (one.contribution.id, [(why.code.name, why.coder) for why in one.reasons])
        for one in tied_in(process, person)
    ]


def test_an_approved_passage_is_proposed_to_the_node_that_its_code_is(
    irma, process, node, approved
):
    assert told(process, irma) == [(approved.id, [("Attraversare", "Irma")])]
    assert count_tied(process) == 1

    hang_tied(irma, process, node.id, approved.id)
    assert told(process, irma) == []
    [link] = db.session.scalars(select(NodeLink)).all()
    assert (link.node_id, link.contribution_id) == (node.id, approved.id)
    take_off_several(irma, process, [link])
    assert count_tied(process) == 0


def test_what_is_refused_is_not_proposed_again(irma, ada, process, node, approved):
    with pytest.raises(NotAllowedError):
        refuse_tied(ada, process, node.id, approved.id)
    with pytest.raises(NotAllowedError):
        hang_tied(ada, process, node.id, approved.id)
    refuse_tied(irma, process, node.id, approved.id)

    assert count_tied(process) == 0
    assert not refuse_tied(irma, process, node.id, approved.id)
    assert not hang_tied(irma, process, node.id, approved.id)
    assert not db.session.scalars(select(NodeLink)).all()


def test_a_code_that_is_a_node_no_more_proposes_nothing(irma, process, node, approved):
    code = tied_in(process, irma)[0].reasons[0].code
    assert code.tie == f"node:{node.id}"
    change_code(irma, process, code, CodeDraft("Attraversare", tie=(Tie.THEME, a_theme().id)), 1)
    assert (count_tied(process), code.tie) == (0, f"theme:{a_theme().id}")
    change_code(irma, process, code, CodeDraft("Attraversare", tie=(Tie.NODE, node.id)), 2)
    assert count_tied(process) == 1
    retire_code(irma, process, code)
    assert count_tied(process) == 0


def test_a_curator_hangs_it_at_the_desk(browser, bruno, process, node, approved):
    desk = f"/processes/{process.slug}/desk/idea-map"
    number, here = approved.id, node.id
    browser.sign_in(on_staff(bruno, process, Role.CURATOR))
    assert "1 passage of an interview" in browser.get(desk).text("main")
    page = browser.get(f"{desk}/passages")
    assert "Marked “Attraversare” by Irma" in page.text("main")

    refusal = f"{desk}/passages/{number}/nodes/{here}/refusal"
    pressed = page.form_to(refusal)
    for said in ("It is not proposed for this node again.", "It waits no more"):
        assert browser.send(refusal, data=pressed).status == 303
        assert said in browser.get(f"{desk}/passages").text("body")
    assert "No passage waits" in browser.get(f"{desk}/passages").text("main")


def test_a_long_queue_is_laid_from_its_start(monkeypatch, irma, process, node, approved):
    create_tie_to_another(irma, process, approved)
    monkeypatch.setattr("consult.tying.queries.MOST_LAID", 1)

    assert count_tied(process) == 2
    [first] = tied_in(process, irma)
    assert first.node == node
    assert hang_tied(irma, process, node.id, approved.id)
    assert tied_in(process, irma)[0].node != node


def create_tie_to_another(irma, process, approved):
    """Put a second code on what was approved, which is another node."""
    lights = NodeDraft(title={process.languages[0]: "Luci"}, summary={})
    tie = (Tie.NODE, create_node(irma, process, lights).id)
    code = make_code(irma, process, CodeDraft("Luce", tie=tie))
    passage = db.session.scalars(
        select(ReturnedPassage).where(ReturnedPassage.contribution_id == approved.id)
    ).one()
    interview = get_interview(passage.interview_id)
    start = newest_version(interview).text.index(FIRST)
    mark(irma, interview, code, SpanDraft(1, start, start + len(FIRST)))
