"""The facilitators' desk: tables and who sits at them, sessions, agendas, invitations, print."""

__all__: list[str] = []
