"""Reading the queue, the decisions, the groups and the checks."""
