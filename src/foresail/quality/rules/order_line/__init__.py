"""Quality rules of `order_line`."""
