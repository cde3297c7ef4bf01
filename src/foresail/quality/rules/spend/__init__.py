"""Quality rules of `spend`."""
