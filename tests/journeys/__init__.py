"""Whole stories in a real browser, against the real server on the demo's world."""
