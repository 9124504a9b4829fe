"""Pages of promises: at the desk of a session, and for everyone."""
