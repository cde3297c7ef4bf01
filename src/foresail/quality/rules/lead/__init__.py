"""Quality rules of `lead`."""
