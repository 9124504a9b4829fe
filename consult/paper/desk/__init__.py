"""The pages of paper for who runs a session: lines and files of cards, photos, one card."""
