"""Quality rules of `product`."""
