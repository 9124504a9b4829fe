"""What the vectors suggest to curators: texts that mean about the same, to be a node or not."""
