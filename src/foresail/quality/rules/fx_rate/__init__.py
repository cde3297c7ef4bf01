"""Quality rules of `fx_rate`."""
