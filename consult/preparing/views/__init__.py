"""The pages of the facilitators' desk."""

from consult.preparing.views import agenda, documents, invitations, printing, sessions, standing
from consult.preparing.views.desk import bp

__all__ = ["agenda", "bp", "documents", "invitations", "printing", "sessions", "standing"]
