"""Questions, answers and results; formal choices, receipts and tallies; the curators' desk."""

from tests.journeys.axe.doings import send, unfold
from tests.journeys.axe.telling import Address, PageState
from tests.journeys.places import Places


def _list(at: Places) -> str:
    return f"/processes/{at.slug}/questions"


def _question(kind: str, rest: str = "") -> Address:
    return lambda at: f"{_list(at)}/{at.questions[kind]}{rest}"


def _answered(at: Places) -> str:
    number = at.questions["answered"]
    return f"{_list(at)}/{at.questions['open']}?statement={number}&last={number}"


def _votes(at: Places) -> str:
    return f"/processes/{at.slug}/choices"


def _vote(kind: str) -> Address:
    return lambda at: f"{_votes(at)}/{at.choices[kind]}"


def _desk(at: Places) -> str:
    return f"/processes/{at.slug}/desk/questions"


def _desk_of(kind: str) -> Address:
    return lambda at: f"{_desk(at)}/{at.questions[kind]}"


STATES = [
    PageState("voting/index.html", "filled", _list),
    PageState("voting/index.html", "empty", lambda at: f"/processes/{at.empty_slug}/questions"),
    PageState("voting/show.html", "read by a visitor", _question("open")),
    PageState("voting/show.html", "answering", _question("open"), "citizen"),
    PageState("voting/show.html", "changing", _answered, "citizen"),
    PageState("voting/show.html", "not allowed", _question("open"), "newcomer"),
    PageState("voting/show.html", "closed", _question("closed"), "citizen"),
    PageState("voting/stances.html", "filled", _question("open", "/stances"), "citizen"),
    PageState("voting/stances.html", "empty", _question("open", "/stances"), "newcomer"),
    PageState("voting/results.html", "told", _question("closed", "/results")),
    PageState(
        "voting/statement_new.html", "asked", _question("open", "/statements/new"), "newcomer"
    ),
    PageState(
        "voting/statement_new.html",
        "wrong",
        _question("open", "/statements/new"),
        "citizen",
        do=send(),
    ),
    PageState("voting/choices.html", "filled", _votes),
    PageState("voting/choices.html", "empty", lambda at: f"/processes/{at.empty_slug}/choices"),
    PageState("voting/choice.html", "read by a visitor", _vote("open")),
    PageState("voting/choice.html", "voted", _vote("open"), "citizen"),
    PageState("voting/choice.html", "wrong", _vote("open"), "moderator", do=send()),
    PageState("voting/choice.html", "not allowed", _vote("open"), "newcomer"),
    PageState("voting/choice.html", "told", _vote("told"), "citizen"),
    PageState("voting/choice.html", "withdrawn", _vote("withdrawn")),
    PageState("voting/receipt.html", "asked", lambda at: f"{_votes(at)}/receipts"),
    PageState(
        "voting/receipt.html",
        "counted",
        lambda at: f"{_votes(at)}/receipts?receipt={at.receipt}",
    ),
    PageState(
        "voting/receipt.html", "wrong", lambda at: f"{_votes(at)}/receipts?receipt=A", status=404
    ),
    PageState("voting/desk/index.html", "filled", _desk, "curator"),
    PageState("voting/desk/new.html", "asked", lambda at: f"{_desk(at)}/new", "curator"),
    PageState("voting/desk/new.html", "wrong", lambda at: f"{_desk(at)}/new", "curator", do=send()),
    PageState("voting/desk/show.html", "open", _desk_of("open"), "curator", do=unfold),
    PageState("voting/desk/show.html", "closed", _desk_of("closed"), "administrator"),
]
