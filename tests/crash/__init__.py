"""Real processes that die, and databases that refuse."""
