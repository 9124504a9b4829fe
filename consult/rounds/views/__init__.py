"""The pages of methods: what phones send, and what whoever runs the session does."""
