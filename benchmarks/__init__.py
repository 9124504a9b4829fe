"""What is fast, measured beside a bare Flask and a bare database in the same run."""
