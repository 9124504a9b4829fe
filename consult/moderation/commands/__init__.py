"""What moderators, readers and authors do, one file for each subject."""
