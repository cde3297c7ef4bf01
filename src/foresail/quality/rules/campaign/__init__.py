"""Quality rules of `campaign`."""
