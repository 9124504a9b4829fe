"""Rules of interviews that were broken by hand, and the tests that caught it."""

from __future__ import annotations

from tests.broken.shape import Break

LEAKS = "tests/leaks/test_leaks.py::test_no_canary_is_read_where_it_may_not_be"
OF_INTERVIEWS = (
    Break(
        "Where fewer than three people hold a role, neither role nor zone is shown",
        "consult/returning/signatures.py",
        "such_people_of(interview) < FEW:",
        "such_people_of(interview) < 1:",
        LEAKS,
    ),
    Break(
        "A page that a private link opens is kept by no browser and no proxy on the way",
        "consult/kernel/headers.py",
        '        getattr(view, "kept", False)\n        and request.method',
        "        request.method",
        LEAKS,
    ),
    Break(
        "Who takes consent back and who acts on it take turns: the second reads the answers anew",
        "consult/interviews/queries.py",
        '    db.session.refresh(interview, ["consents"])\n',
        "",
        "tests/returning/test_parallel.py"
        "::test_an_answer_that_crosses_the_withdrawal_of_a_purpose_publishes_nothing[postgres]",
    ),
    Break(
        "Who marks a text and who corrects it take turns",
        "consult/coding/commands/marking.py",
        "        db.lock_row(transcript)\n",
        "        pass\n",
        "tests/coding/test_parallel.py"
        "::test_both_press_the_same_again_and_again_and_each_mark_is_there_once[postgres]",
    ),
)
