"""Rules of the product broken by hand, one after another, each caught by a test."""
