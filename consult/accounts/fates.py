"""What every column about a person is for, and what becomes of it: tested to leave none out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult.kernel.i18n import Words, _l


class Fate(StrEnum):
    """What becomes of a datum when its person leaves."""

    DELETE = "delete"
    NULL = "null"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a column is there, whether its person can take it away as a file, and its fate."""

    why: Words
    exported: bool
    fate: Fate


_TELL_ROWS_APART = Purpose(_l("Tells one row from another."), exported=False, fate=Fate.KEEP)
_WITH_THE_ROW = Purpose(_l("Tells one row from another."), exported=False, fate=Fate.DELETE)

PERSON_COLUMNS: dict[str, dict[str, Purpose]] = {
    "person": {
        "id": _TELL_ROWS_APART,
        "email": Purpose(
            _l("To sign you in and to write to you about what you said."),
            exported=True,
            fate=Fate.DELETE,
        ),
        "email_key": Purpose(
            _l("So that one address has one account."), exported=False, fate=Fate.DELETE
        ),
        "display_name": Purpose(
            _l("What others read beside your contributions."), exported=True, fate=Fate.DELETE
        ),
        "language": Purpose(
            _l("The language of the pages and of our letters."), exported=True, fate=Fate.DELETE
        ),
        "municipality_id": Purpose(
            _l("Shown beside what you write, so that others know where a voice comes from."),
            exported=True,
            fate=Fate.NULL,
        ),
        "tie": Purpose(
            _l("To count who lives in a place, works there or uses it."),
            exported=True,
            fate=Fate.NULL,
        ),
        "birth_year": Purpose(
            _l("To check the minimum age; never shown."), exported=True, fate=Fate.NULL
        ),
        "is_administrator": Purpose(
            _l("Who may change how the site works."), exported=True, fate=Fate.NULL
        ),
        "suspended_at": Purpose(
            _l("Since when the account may not take part."), exported=True, fate=Fate.NULL
        ),
        "created_at": Purpose(_l("When the account was opened."), exported=True, fate=Fate.KEEP),
    },
    "sign_in": {
        "id": _WITH_THE_ROW,
        "person_id": Purpose(_l("Whose browser it is."), exported=False, fate=Fate.DELETE),
        "token_hash": Purpose(
            _l("To recognise your browser without keeping what it holds."),
            exported=False,
            fate=Fate.DELETE,
        ),
        "browser": Purpose(
            _l("For you to recognise your own devices."), exported=True, fate=Fate.DELETE
        ),
        "system": Purpose(
            _l("For you to recognise your own devices."), exported=True, fate=Fate.DELETE
        ),
        "created_at": Purpose(_l("When you signed in there."), exported=True, fate=Fate.DELETE),
        "last_seen_at": Purpose(
            _l("When you last used it, to the nearest ten minutes."),
            exported=True,
            fate=Fate.DELETE,
        ),
        "expires_at": Purpose(_l("When it ends by itself."), exported=True, fate=Fate.DELETE),
        "revoked_at": Purpose(_l("When it was ended."), exported=True, fate=Fate.DELETE),
    },
    "sign_in_code": {
        "id": _WITH_THE_ROW,
        "challenge": Purpose(
            _l("The address of the page that asks for the code."),
            exported=False,
            fate=Fate.DELETE,
        ),
        "email": Purpose(
            _l("Where the code was sent; deleted within a day."), exported=False, fate=Fate.DELETE
        ),
        "language": Purpose(
            _l("The language of the letter with the code."), exported=False, fate=Fate.DELETE
        ),
        "next_path": Purpose(
            _l("The page you were on when you signed in."), exported=False, fate=Fate.DELETE
        ),
        "created_at": Purpose(_l("When the code was asked for."), exported=False, fate=Fate.DELETE),
        "expires_at": Purpose(_l("When it ends by itself."), exported=False, fate=Fate.DELETE),
        "consumed_at": Purpose(_l("When the code was used."), exported=False, fate=Fate.DELETE),
        "consumed_by": Purpose(
            _l("To recognise your browser without keeping what it holds."),
            exported=False,
            fate=Fate.DELETE,
        ),
        "sign_in_id": Purpose(_l("What the code opened."), exported=False, fate=Fate.DELETE),
    },
    "seat": {
        "id": _TELL_ROWS_APART,
        "session_id": Purpose(
            _l("The session of a table that you took part in."), exported=True, fate=Fate.KEEP
        ),
        "number": Purpose(_l("What the room calls your seat."), exported=True, fate=Fate.KEEP),
        "voice_id": _TELL_ROWS_APART,
        "name": Purpose(
            _l("The name you took the seat under; your cards may be public under it."),
            exported=True,
            fate=Fate.KEEP,
        ),
        "kind": Purpose(_l("For whom you were there."), exported=True, fate=Fate.KEEP),
        "body": Purpose(_l("For whom you were there."), exported=True, fate=Fate.KEEP),
        "municipality_id": Purpose(
            _l("To mix groups, and to see which places are heard."), exported=True, fate=Fate.KEEP
        ),
        "state": Purpose(_l("Whether the seat takes part."), exported=True, fate=Fate.KEEP),
        "joined_at": Purpose(_l("When the seat was taken."), exported=True, fate=Fate.KEEP),
        "consented_at": Purpose(
            _l("When you agreed to what is kept, and to which words."),
            exported=True,
            fate=Fate.KEEP,
        ),
        "consent_version": Purpose(
            _l("When you agreed to what is kept, and to which words."),
            exported=True,
            fate=Fate.KEEP,
        ),
        "seen_at": Purpose(
            _l("To show whoever runs the session who is away; deleted 30 days after it."),
            exported=False,
            fate=Fate.NULL,
        ),
        "person_id": Purpose(
            _l("The account that you attached to the seat."), exported=True, fate=Fate.NULL
        ),
        "entered_by_id": Purpose(
            _l("Who wrote the seat down for you."), exported=False, fate=Fate.KEEP
        ),
    },
    "seat_address": {
        "id": _WITH_THE_ROW,
        "seat_id": Purpose(
            _l("The seat whose minutes are sent there."), exported=False, fate=Fate.DELETE
        ),
        "email": Purpose(
            _l(
                "To send you the minutes of a session and nothing else; deleted when they are "
                "approved, at the latest after 60 days."
            ),
            exported=True,
            fate=Fate.DELETE,
        ),
        "language": Purpose(
            _l("The language of the letter with the minutes."), exported=True, fate=Fate.DELETE
        ),
        "left_at": Purpose(
            _l("To delete the address after 60 days."), exported=False, fate=Fate.DELETE
        ),
    },
}

REFERENCES: dict[str, Fate] = {
    # What is only for the person goes with them.
    "follow.person_id": Fate.DELETE,
    "letter_preference.person_id": Fate.DELETE,
    "notice.person_id": Fate.DELETE,
    "letter.to": Fate.DELETE,
    "demo_letter.to": Fate.DELETE,
    # What waits for them waits for anybody again.
    "matter.assigned_to_id": Fate.NULL,
    "matter.held_by_id": Fate.NULL,
    "table_member.person_id": Fate.NULL,
    "table_member.email": Fate.NULL,
    "commitment.email": Fate.NULL,
    "session_invitation.email": Fate.DELETE,
    "interview.email": Fate.NULL,
    # A person's row stays, emptied: what they said and how they voted stays "of a participant".
    "voice.person_id": Fate.KEEP,
    "past_version.revised_by_id": Fate.KEEP,
    "pact_acceptance.person_id": Fate.KEEP,
    "report.person_id": Fate.KEEP,
    "second_look.asked_by_id": Fate.KEEP,
    # Whoever worked for the body answers for what they did: people go, acts stay.
    "act.actor_id": Fate.KEEP,
    "staff.person_id": Fate.KEEP,
    "contribution.entered_by_id": Fate.KEEP,
    "decision.by_id": Fate.KEEP,
    "decision_batch.by_id": Fate.KEEP,
    "decision_check.by_id": Fate.KEEP,
    "duplicate_group.made_by_id": Fate.KEEP,
    "duplicate_group_member.joined_by_id": Fate.KEEP,
    "question.opened_by_id": Fate.KEEP,
    "statement.written_by_id": Fate.KEEP,
    "choice.arranged_by_id": Fate.KEEP,
    "node.created_by_id": Fate.KEEP,
    "node_bond.by_id": Fate.KEEP,
    "node_bond.undone_by_id": Fate.KEEP,
    "node_link.linked_by_id": Fate.KEEP,
    "node_link.unlinked_by_id": Fate.KEEP,
    "node_step.by_id": Fate.KEEP,
    "map_version.published_by_id": Fate.KEEP,
    "candidate_project.created_by_id": Fate.KEEP,
    "project_joining.by_id": Fate.KEEP,
    "project_state.by_id": Fate.KEEP,
    "origin.added_by_id": Fate.KEEP,
    "table_facilitator.person_id": Fate.KEEP,
    "table_session.created_by_id": Fate.KEEP,
    "saved_method.saved_by_id": Fate.KEEP,
    "card.entered_by_id": Fate.KEEP,
    "wall_move.by_id": Fate.KEEP,
    "wall_photo.added_by_id": Fate.KEEP,
    "minutes.approved_by_id": Fate.KEEP,
    "commitment.entered_by_id": Fate.KEEP,
    "commitment_act.by_id": Fate.KEEP,
    "node_proposal.decided_by_id": Fate.KEEP,
    "node_suggestion.decided_by_id": Fate.KEEP,
    "interview.made_by_id": Fate.KEEP,
    "interview_guide_version.written_by_id": Fate.KEEP,
    "interview_consent.recorded_by_id": Fate.KEEP,
    "interview_file.added_by_id": Fate.KEEP,
    "interview_link.made_by_id": Fate.KEEP,
    "consent_text.published_by_id": Fate.KEEP,
    "transcript_version.written_by_id": Fate.KEEP,
    "mask_choice.by_id": Fate.KEEP,
    "code.made_by_id": Fate.KEEP,
    "mark.coder_id": Fate.KEEP,
    "mark.settled_by_id": Fate.KEEP,
    "coding_step.by_id": Fate.KEEP,
    "return_round.sent_by_id": Fate.KEEP,
    "theme_refusal.by_id": Fate.KEEP,
    "tie_refusal.by_id": Fate.KEEP,
    "whole_text.sent_by_id": Fate.KEEP,
}
"""What becomes of each row elsewhere that names a person, when the person leaves.

The names are those of the tables above this room: a test of the house holds the two together.
"""
