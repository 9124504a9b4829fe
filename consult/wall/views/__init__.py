"""The wall's pages on a phone: cards, dots, and what a group does with its own cards."""
