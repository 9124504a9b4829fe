"""The wall's pages for who runs a session: arranging it."""
