"""Paper: cards typed in for others, one line after another or from a file."""
