"""Real servers for tests: PostgreSQL, Valkey, a mail server and Chromium, no root needed."""
