"""The words of the invented company: its own short lists, put together at random. No real person or firm is meant."""
