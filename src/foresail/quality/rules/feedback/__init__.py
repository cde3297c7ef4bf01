"""Quality rules of `feedback`."""
