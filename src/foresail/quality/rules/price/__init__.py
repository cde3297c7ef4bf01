"""Quality rules of `price`."""
