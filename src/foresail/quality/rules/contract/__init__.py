"""Quality rules of `contract`."""
