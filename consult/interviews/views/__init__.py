"""The pages of interviews: the desk's, and those of the private link."""

from consult.interviews.views import answering, desk, keeping, linked, wanting

__all__ = ["answering", "desk", "keeping", "linked", "wanting"]
