"""Quality rules of `ticket`."""
