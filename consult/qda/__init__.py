"""Coded interviews with other tools: REFI-QDA, rows, reports; and how far coders agree."""
