"""Which rule is broken by which change, and the test that catches it."""

from __future__ import annotations

from tests.broken.interviews import OF_INTERVIEWS
from tests.broken.shape import Break
from tests.broken.tables import OF_TABLES

BREAKS = (
    Break(
        "A voice stands behind an idea once: the database refuses a second row",
        "migrations/versions/0004_vote_in_all_three_ways.py",
        '"contribution_id", "voice_id", name=op.f("uq_support_contribution_id_voice_id")',
        '"contribution_id", "voice_id", "id", name=op.f("uq_support_contribution_id_voice_id")',
        "tests/voting/test_supporting.py::test_the_database_itself_refuses_a_second_row",
    ),
    Break(
        "Nobody stands behind their own idea",
        "consult/voting/policy.py",
        "if allowed and own:",
        "if allowed and not own and False:",
        "tests/voting/test_supporting.py::test_nobody_supports_their_own_idea",
    ),
    Break(
        "A count is kept by adding, not by reading and writing",
        "consult/contributions/commands.py",
        ".values({column: column + by})",
        ".values({column: getattr(db.session.get_one(Contribution, contribution_id), column.key)"
        " + by})",
        "tests/voting/test_parallel.py::test_sixteen_people_at_once_count_sixteen[postgres]",
    ),
    Break(
        "A stance is taken under the lock of its statement",
        "consult/voting/commands/stances.py",
        "    db.lock_row(statement)\n",
        "",
        "tests/voting/test_parallel.py"
        "::test_one_person_changing_their_mind_sixteen_times_at_once_counts_one[postgres]",
    ),
    Break(
        "A ballot approves no more than k of n",
        "consult/voting/commands/choices.py",
        "if len(chosen) > choice.most:",
        "if len(chosen) > len(known):",
        "tests/voting/test_choices.py::test_a_ballot_follows_the_rules",
    ),
    Break(
        "One votes only in a phase that opens votes",
        "consult/voting/policy.py",
        "    phase = is_open_for(process, Activity.CHOOSE, at)\n    if not phase:",
        "    phase = is_open_for(process, Activity.CHOOSE, at)\n    if False:",
        "tests/voting/test_vote_phases.py::test_no_ballot_is_taken_outside_a_phase_that_opens_votes",
    ),
    Break(
        "The rules of a vote stay from the first ballot on",
        "consult/voting/commands/choices.py",
        "ballots=has_ballots(choice)",
        "ballots=False",
        "tests/voting/test_choices.py::test_from_the_first_ballot_the_rules_stay",
    ),
    Break(
        "The closing instant is already outside",
        "consult/voting/models.py",
        "return self.closes_at <= at",
        "return self.closes_at < at",
        "tests/voting/test_choices.py::test_a_second_decides",
    ),
    Break(
        "An open vote tells nothing of itself",
        "consult/voting/policy.py",
        "    if choice.is_over(at):\n        return YES\n",
        "    return YES\n",
        "tests/voting/test_choices.py::test_the_result_is_read_after_closing_only",
    ),
    Break(
        "Nothing is told of fewer than ten people",
        "consult/analysis/cells.py",
        "if n >= fewest and cell not in never",
        "if cell not in never",
        "tests/voting/test_tallies.py::test_a_tally_tells_of_no_few_people",
    ),
    Break(
        "What the phase does not open is refused",
        "consult/processes/policy.py",
        "if process.phase_open_for(activity, at) is not None:",
        "if process.phases:",
        "tests/ideas/test_submitting.py::test_no_idea_is_taken_outside_the_phase",
    ),
    Break(
        "Who is suspended takes no part",
        "consult/accounts/policy.py",
        "    if person.suspended:\n",
        "    if person.suspended and False:\n",
        "tests/ideas/test_submitting.py::test_a_suspended_person_does_not_write",
    ),
    Break(
        "One takes part from the minimum age on",
        "consult/accounts/policy.py",
        "if at.year - person.birth_year < minimum_age:",
        "if at.year - person.birth_year < 0:",
        "tests/ideas/test_submitting.py::test_a_child_does_not_write",
    ),
    Break(
        "What is hidden answers like what is missing",
        "consult/contributions/policy.py",
        "    return YES if staff else no(",
        "    return YES if staff or True else no(",
        "tests/ideas/test_pages.py::test_what_is_hidden_is_nowhere_for_others",
    ),
    Break(
        "A hidden comment is read by its author and the staff only",
        "consult/discussion/policy.py",
        "if comment.is_public and comment.contribution.is_public:",
        "if comment.contribution.is_public:",
        "tests/discussion/test_commenting.py"
        "::test_a_hidden_comment_is_read_by_its_author_and_the_staff_only",
    ),
    Break(
        "What is not public is not read by a side door",
        "consult/moderation/policy.py",
        "    if subject.is_public or (person is not None and subject.is_by(person)):\n",
        "    if person is not None:\n",
        "tests/leaks/test_leaks.py::test_no_canary_is_read_where_it_may_not_be",
    ),
    Break(
        "Nobody decides on their own words",
        "consult/moderation/policy.py",
        'return no(_("You wrote it yourself: another moderator decides on it."))',
        "return YES",
        "tests/moderation/test_pages.py::test_nobody_decides_at_the_desk_on_their_own_words",
    ),
    Break(
        "A double check is another moderator's",
        "consult/moderation/policy.py",
        'return no(_("You took this decision: somebody else checks it."))',
        "return YES",
        "tests/moderation/test_register.py::test_a_check_is_another_moderators_and_answered_once",
    ),
    Break(
        "The second of two moderators is told what the first decided",
        "consult/moderation/commands/decisions.py",
        "if (latest.id if latest else NOT_DECIDED) != seen:",
        "if (latest.id if latest else NOT_DECIDED) < seen:",
        "tests/moderation/test_deciding.py"
        "::test_the_second_of_two_moderators_is_told_what_the_first_decided",
    ),
    Break(
        "The second of two editors gets a conflict and loses nothing",
        "consult/contributions/commands.py",
        "if contribution.version != version:",
        "if contribution.version < version:",
        "tests/contributions/test_changing.py"
        "::test_of_two_who_change_the_same_text_the_second_is_told",
    ),
    Break(
        "A form that is sent twice makes one thing",
        "consult/kernel/forms/creating.py",
        "        claim(str(self.submission_token.data))\n",
        "",
        "tests/discussion/test_pages.py::test_the_same_form_sent_twice_makes_one_comment",
    ),
    Break(
        "A submission token belongs to one visit",
        "consult/kernel/submissions.py",
        'parts[1:] == [action, visit().derived("submission")[:16]]',
        "parts[1] == action",
        "tests/kernel/test_requests.py::test_a_token_of_another_visit_is_refused_and_the_text_kept",
    ),
    Break(
        "Another site's form does nothing",
        "consult/kernel/web.py",
        "    CSRFProtect(app)\n",
        "",
        "tests/accounts/test_account_pages.py::test_another_site_signs_nobody_out",
    ),
    Break(
        "A foreign host is refused",
        "consult/kernel/web.py",
        'if not host_is_trusted(environ.get("HTTP_HOST", ""), current_config().trusted_hosts):',
        'if not environ.get("HTTP_HOST", ""):',
        "tests/kernel/test_requests.py::test_a_foreign_host_is_refused",
    ),
    Break(
        "What people type is escaped",
        "consult/kernel/text/making.py",
        "{str(escape(paragraph)).replace(chr(10), '<br>')}",
        "{paragraph.replace(chr(10), '<br>')}",
        "tests/kernel/test_text.py::test_plain_text_is_escaped_and_linked",
    ),
    Break(
        "A page for one person is kept by nobody",
        "consult/kernel/headers.py",
        "        and not is_private()\n",
        "",
        "tests/kernel/test_requests.py::test_a_page_for_one_person_is_kept_by_nobody",
    ),
    Break(
        "A browser that was signed out stays out",
        "consult/accounts/queries.py",
        'bindparam("token_hash"),\n        SignIn.revoked_at.is_(None),\n',
        'bindparam("token_hash"),\n',
        "tests/accounts/test_account_pages.py"
        "::test_a_cookie_stolen_before_signing_out_opens_nothing_after",
    ),
    Break(
        "Each command writes an act in its own transaction",
        "consult/ideas/commands.py",
        '    note_act(person, "idea.submitted", idea)\n',
        "",
        "tests/ideas/test_submitting.py::test_an_act_and_a_letter_follow_in_the_same_transaction",
    ),
    Break(
        "No letter tells of what is hidden",
        "consult/notifications/queries.py",
        "if notice.contribution is None or not notice.contribution.is_public:",
        "if notice.contribution is None:",
        "tests/notifications/test_news.py::test_nothing_is_told_of_what_is_no_longer_public",
    ),
    Break(
        "People are counted by their voices, not by their texts",
        "consult/contributions/tallies.py",
        "(by > 0 and of_voice == 1)",
        "(by > 0 and of_voice >= 1)",
        "tests/contributions/test_spine.py::test_two_contributions_of_one_person_are_one_person",
    ),
    Break(
        "A receipt is the one of a ballot, not any",
        "consult/voting/tallies.py",
        ".where(Choice.process_id == process.id, Ballot.receipt == receipt)",
        ".where(Choice.process_id == process.id)",
        "tests/voting/test_choice_pages.py::test_a_wrong_receipt_comes_back_as_it_was_typed",
    ),
    Break(
        "Where a photo was taken is forgotten",
        "consult/files/photos.py",
        "    plain.info = {}\n",
        "",
        "tests/files/test_photos.py::test_where_it_was_taken_is_forgotten",
    ),
    Break(
        "Strangers send no large bodies",
        "consult/kernel/web.py",
        'raised = "most_bytes" if visitor() else "most_bytes_of_strangers"',
        'raised = "most_bytes"',
        "tests/kernel/test_requests.py::test_strangers_send_no_large_bodies",
    ),
    *OF_TABLES,
    *OF_INTERVIEWS,
)
