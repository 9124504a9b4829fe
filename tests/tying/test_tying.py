"""Approved passages whose code is a node: proposed to its curators, hung there or not."""

import pytest
from sqlalchemy import select

from consult.coding import CodeDraft, SpanDraft, Tie, change_code, make_code, mark, retire_code
from consult.contributions import Contribution
from consult.ideamap import NodeDraft, NodeLink, create_node, take_off_several
from consult.interviews import Purpose, link_of
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError
from consult.processes import Role
from consult.returning import Answer, AnswerDraft, answer_passage, returned_of, send_passages
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
    with pytest.raises(NotFoundError):
        refuse_tied(irma, process, node.id, approved.id)
    with pytest.raises(NotFoundError):
        hang_tied(irma, process, node.id, approved.id)


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

    browser.post(f"{desk}/passages/{number}/nodes/{here}/refusal", _at=f"{desk}/passages")
    assert "No passage waits" in browser.get(f"{desk}/passages").text("main")
