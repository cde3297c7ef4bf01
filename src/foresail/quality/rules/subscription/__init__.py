"""Quality rules of `subscription`."""
