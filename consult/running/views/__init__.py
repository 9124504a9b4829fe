"""The pages of a running session: console, projector and phone, and their pieces alone."""

from consult.running.views import console, phone, projector

__all__ = ["console", "phone", "projector"]
