"""Comments on what was said, two levels deep."""
