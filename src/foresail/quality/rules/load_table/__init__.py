"""Quality rules of `load_table`."""
