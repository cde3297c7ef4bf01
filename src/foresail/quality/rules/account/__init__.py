"""Quality rules of `account`."""
