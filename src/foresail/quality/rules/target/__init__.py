"""Quality rules of `target`."""
