"""Quality rules of `contact`."""
