"""The desk pages of coding."""
