"""Pages of what remains of a session: its report, closing it, promises, minutes."""
