"""Who comes in: sessions, users and their tokens."""
