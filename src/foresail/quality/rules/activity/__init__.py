"""Quality rules of `activity`."""
