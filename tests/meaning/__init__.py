"""Stories of what texts mean."""
