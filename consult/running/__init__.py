"""The console, the phones and the projector of a session, one block after another."""
