"""Who hears of what, how often, and how to stop it."""
