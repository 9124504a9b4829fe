"""What stands out of a consultation beside its zones: which door, and who, speaks of what."""
