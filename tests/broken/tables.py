"""Rules of the tables, each broken by one change, and the test that catches it."""

from __future__ import annotations

from tests.broken.shape import Break

OF_TABLES = (
    Break(
        "What is written in silence is covered until it is opened to all at once",
        "consult/wall/queries.py",
        "        or_(Block.hidden_until_reveal.is_(False), Block.revealed_at.is_not(None)),\n",
        "",
        "tests/wall/test_covering.py"
        "::test_covered_cards_are_on_nobody_s_wall_until_they_are_opened_once",
    ),
    Break(
        "A seat has as many dots as the vote gives, and no more",
        "consult/wall/commands/dots.py",
        "if most is not None and sum(answer.values()) > most:",
        "if most is not None and sum(answer.values()) > most + 1:",
        "tests/wall/test_dots.py::test_nobody_puts_more_dots_than_the_vote_gives",
    ),
    Break(
        "A seat puts as many dots on one thing as the vote allows, and no more",
        "consult/wall/commands/dots.py",
        "if most_on_one is not None and max(answer.values(), default=0) > most_on_one:",
        "if most_on_one is not None and max(answer.values(), default=0) > most_on_one + 1:",
        "tests/wall/test_dots.py::test_nobody_puts_more_dots_than_the_vote_gives",
    ),
    Break(
        "Dots are counted under the lock of their seat, whatever device they come from",
        "consult/wall/holding.py",
        "    if db.is_sqlite:\n        return session\n",
        "    if session:\n        return session\n",
        "tests/wall/test_parallel.py"
        "::test_nobody_puts_more_dots_than_the_vote_gives_however_they_press[postgres]",
    ),
    Break(
        "A seat has one row of dots on each thing: the database refuses a second",
        "migrations/versions/0014_put_cards_on_a_wall.py",
        '["block_id", "seat_id", "pile_id"],',
        '["block_id", "seat_id", "pile_id", "id"],',
        "tests/wall/test_dots.py::test_the_database_itself_keeps_one_answer_on_each_thing",
    ),
    Break(
        "The result of a vote is told when it is opened or over, to nobody before",
        "consult/wall/policy.py",
        "    return block.revealed_at is not None or block.ended_at is not None\n",
        "    return block.began_at is not None\n",
        "tests/wall/test_dots.py::test_nobody_reads_a_result_before_it_is_open_to_all",
    ),
    Break(
        "Who has seen the result moves no dot",
        "consult/wall/policy.py",
        '    if block.revealed_at is not None:\n        return no(_("The result is open',
        "    if block.revealed_at is None and block.ended_at:\n"
        '        return no(_("The result is open',
        "tests/wall/test_dots.py::test_nobody_reads_a_result_before_it_is_open_to_all",
    ),
    Break(
        "A vote ends when its time does",
        "consult/wall/policy.py",
        "if block.seconds_left(at, session.paused_at) < -DOTS_IN_FLIGHT:",
        "if block.seconds_left(at, session.paused_at) < -DOTS_IN_FLIGHT * 60:",
        "tests/wall/test_dots.py"
        "::test_neither_midnight_nor_a_change_of_the_clock_gives_a_vote_more_time",
    ),
    Break(
        "A card that a phone sends again is the card that is there",
        "consult/wall/commands/cards.py",
        "if again is not None and draft.client_key is not None:",
        "if again is not None and draft.client_key is None:",
        "tests/wall/test_cards.py::test_a_resend_is_answered_even_when_the_block_is_over",
    ),
    Break(
        "A phone's own name for a card is taken once: the database refuses a second row",
        "migrations/versions/0014_put_cards_on_a_wall.py",
        'sa.UniqueConstraint("session_id", "client_key", name',
        'sa.UniqueConstraint("session_id", "client_key", "id", name',
        "tests/wall/test_cards.py::test_the_database_itself_takes_a_phone_s_key_once",
    ),
    Break(
        "A seat writes as many cards as the part allows, and no more",
        "consult/wall/commands/cards.py",
        "if mine >= most_cards(block) and not draft.on_paper:",
        "if mine > most_cards(block) and not draft.on_paper:",
        "tests/wall/test_cards.py::test_each_seat_writes_as_many_cards_as_the_block_allows",
    ),
    Break(
        "A token opens its own seat in its own session",
        "consult/seats/queries.py",
        'bindparam("token_hash"), Seat.session_id == bindparam("session"))',
        'bindparam("token_hash"), bindparam("session") > 0)',
        "tests/seats/test_taking.py"
        "::test_a_token_opens_its_own_seat_in_its_own_session_and_nothing_else",
    ),
    Break(
        "Who leaves a seat takes the keys of all its devices along",
        "consult/seats/commands/devices.py",
        "    _take_keys([seat.id])\n",
        "",
        "tests/seats/test_joining_pages.py"
        "::test_who_leaves_opens_the_seat_with_no_copy_of_the_cookie",
    ),
    Break(
        "Wrong codes are counted wherever they are tried",
        "consult/seats/doors.py",
        "        count_wrong_code(client_address())\n",
        "",
        "tests/seats/test_joining_pages.py::test_a_right_code_opens_after_any_number_of_wrong_ones",
    ),
    Break(
        "A right code opens, however many wrong ones came from the same address",
        "consult/seats/doors.py",
        "    try:\n        return session_of_code(code)\n",
        "    count_wrong_code(client_address())\n    try:\n        return session_of_code(code)\n",
        "tests/seats/test_joining_pages.py::test_a_right_code_opens_after_any_number_of_wrong_ones",
    ),
    Break(
        "Who was not let in reads nothing of the room by sending it something",
        "consult/seats/doors.py",
        "    require(allowed)\n    return session, seat\n",
        "    return session, seat\n",
        "tests/running/test_not_let_in.py::test_who_was_not_let_in_reads_nothing_and_does_nothing",
    ),
    Break(
        "A session that was called off takes nobody",
        "consult/seats/entering.py",
        "    if session.is_cancelled:\n        raise CalledOffError(session)\n",
        "",
        "tests/seats/test_joining_pages.py"
        "::test_a_form_sent_when_the_session_is_over_or_called_off_takes_no_seat",
    ),
    Break(
        "A session that was called off does not open",
        "consult/tables/models/sessions.py",
        "        if self.state is not SessionState.PREPARED or self.is_cancelled:\n"
        '            raise RefusedError(_("Only a session that is being prepared can open."))\n',
        "        if self.state is not SessionState.PREPARED:\n"
        '            raise RefusedError(_("Only a session that is being prepared can open."))\n',
        "tests/tables/test_preparing.py"
        "::test_a_session_is_called_off_for_a_reason_and_cannot_open_again",
    ),
    Break(
        "Nobody sits down before they agree to what is kept of them",
        "consult/seats/commands/taking.py",
        "    if not draft.consents:\n",
        "    if draft.consents is None:\n",
        "tests/seats/test_taking.py::test_nobody_sits_down_before_they_agree",
    ),
    Break(
        "Points of a room are never added to what is supported online",
        "consult/minutes/passing.py",
        "        return contribution.id\n",
        "        from consult.wall import Dot\n\n"
        "        points = select(func.sum(Dot.points)).where(Dot.card_id == card.id)\n"
        "        contribution.supports += db.session.scalar(points) or 0\n"
        "        return contribution.id\n",
        "tests/minutes/test_passing_on.py"
        "::test_points_of_the_room_are_never_added_to_what_is_supported_online",
    ),
    Break(
        "Minutes that are approved stay as they are",
        "consult/minutes/policy.py",
        "    if minutes.state is MinutesState.APPROVED:\n"
        '        return no(_("These minutes are approved: they stay as they are."))\n'
        "    return YES\n",
        "    return YES\n",
        "tests/minutes/test_minutes.py::test_approved_minutes_stay_as_they_are",
    ),
    Break(
        "The answers of a room are covered until they are told, also from who runs it",
        "consult/polls/policy.py",
        "    if poll.told_at is None:\n",
        "    if poll.told_at is None and poll.closed_at is None:\n",
        "tests/polls/test_polls.py::test_nobody_reads_the_answers_before_they_are_told",
    ),
    Break(
        "The second of two who move one card is told where it is",
        "consult/wall/commands/piles.py",
        "    if version not in {None, card.version}:\n        if card.pile_id == target",
        "    if version is None:\n        if card.pile_id == target",
        "tests/wall/test_piles.py::test_the_second_of_two_who_move_one_card_is_told_where_it_is",
    ),
    Break(
        "A step that two facilitators press at once is taken once",
        "consult/running/commands.py",
        "    if block.id != from_block_id:\n        return block\n",
        "",
        "tests/running/test_commands.py::test_what_was_done_already_is_not_done_again",
    ),
)
