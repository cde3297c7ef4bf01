"""Quality rules of `stock`."""
