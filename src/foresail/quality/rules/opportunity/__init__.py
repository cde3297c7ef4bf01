"""Quality rules of `opportunity`."""
