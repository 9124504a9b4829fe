"""The front page, the frame around every page, and what a public body must publish."""
