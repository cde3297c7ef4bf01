"""Quality rules of `order`."""
