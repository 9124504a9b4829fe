"""Supports, stances and formal choices: one person, one vote per rule."""
