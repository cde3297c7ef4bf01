"""Quality rules of `payment`."""
