"""The curators' desk: arranging the idea map, and hanging on it what was said."""
