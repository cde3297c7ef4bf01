"""Quality rules of `invoice`."""
