"""What the states of imports and of what they bring are called."""

from consult.exchange.models import ImportState, Kind
from consult.kernel.i18n import _l

EXPORT = "decidim"
EXPORT_WORDS = _l("An export of Decidim: proposals, comments, meetings, or a zip of them")
KINDS = {Kind.CONTRIBUTIONS: _l("Contributions"), Kind.COMMENTS: _l("Comments")}
STATES = {
    ImportState.PREPARED: _l("To be taken in"),
    ImportState.RUNNING: _l("Being taken in"),
    ImportState.DONE: _l("Taken in"),
    ImportState.FAILED: _l("Stopped"),
    ImportState.UNDOING: _l("Being undone"),
    ImportState.UNDONE: _l("Undone"),
}
OUTCOMES = {
    "accepted": _l("It was accepted there."),
    "rejected": _l("It was rejected there."),
    "evaluating": _l("It was being evaluated there."),
}
